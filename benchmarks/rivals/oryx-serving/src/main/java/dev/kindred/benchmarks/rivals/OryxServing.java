package dev.kindred.benchmarks.rivals;

import com.cloudera.oryx.api.TopicProducer;
import com.cloudera.oryx.api.serving.OryxResource;
import com.cloudera.oryx.app.pmml.AppPMMLUtils;
import com.cloudera.oryx.app.serving.als.model.ALSServingModelManager;
import com.cloudera.oryx.common.pmml.PMMLUtils;
import com.cloudera.oryx.common.settings.ConfigUtils;
import com.cloudera.oryx.lambda.serving.ServingLayer;
import com.typesafe.config.Config;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.catalina.Engine;
import org.apache.catalina.Service;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.Http11Nio2Protocol;
import org.apache.hadoop.conf.Configuration;

/// Runs the serving layer of Oryx 2 with its ALS application in this process, with its own web server, resources
/// and model. It receives the messages that its batch layer would have sent through Kafka.
///
/// Arguments: the folder of the data, with `factors.bin` of `RivalFactors`; the port; the sample rate, below 1
/// for locality-sensitive hashing.
public final class OryxServing {

    private OryxServing() {}

    public static void main(String[] args) throws Exception {
        var folder = Path.of(args[0]);
        var config = config(args[2]);
        SliceRescorers.read(folder.resolve("items.csv"));
        var manager = new ALSServingModelManager(config);
        load(folder, manager);
        try (var server = new ServingLayer(config)) {
            server.start();
            var context = server.getContext();
            context.getServletContext().setAttribute(OryxResource.MODEL_MANAGER_KEY, manager);
            context.getServletContext().setAttribute(OryxResource.INPUT_PRODUCER_KEY, new NoInput());
            listenHereOnly(((Engine) context.getParent().getParent()).getService(), Integer.parseInt(args[1]));
            System.out.println("Oryx serves " + manager.getModel() + ", process "
                    + ProcessHandle.current().pid());
            server.await();
        }
    }

    /// Binds the server to 127.0.0.1, for which Oryx has no setting, with Oryx's limits for its connector, but
    /// without compression and HTTP/2, which the benchmark does not use.
    private static void listenHereOnly(Service service, int port) throws Exception {
        var everywhere = service.findConnectors()[0];
        service.removeConnector(everywhere);
        everywhere.destroy();
        var connector = new Connector(Http11Nio2Protocol.class.getName());
        connector.setPort(port);
        connector.setProperty("address", "127.0.0.1");
        connector.setXpoweredBy(false);
        connector.setAttribute("maxThreads", 400);
        connector.setAttribute("acceptCount", 50);
        connector.setAttribute("maxKeepAliveRequests", 100);
        connector.setAttribute("maxHttpHeaderSize", 65_536);
        service.addConnector(connector);
    }

    /// The input topic of a server without Kafka.
    private record NoInput() implements TopicProducer<String, String> {

        @Override
        public String getUpdateBroker() {
            return "none";
        }

        @Override
        public String getTopic() {
            return "none";
        }

        @Override
        public void send(String key, String message) {
            throw new UnsupportedOperationException("this server takes no input");
        }
    }

    private static Config config(String sampleRate) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("oryx.serving.api.port", "0");
        settings.put("oryx.serving.api.read-only", "true");
        settings.put("oryx.serving.no-init-topics", "true");
        settings.put("oryx.serving.application-resources",
                "\"com.cloudera.oryx.app.serving,com.cloudera.oryx.app.serving.als\"");
        settings.put("oryx.als.rescorer-provider-class", "\"" + SliceRescorers.class.getName() + "\"");
        settings.put("oryx.als.sample-rate", sampleRate);
        return ConfigUtils.overlayOn(settings, ConfigUtils.getDefault());
    }

    private static void load(Path folder, ALSServingModelManager manager) throws IOException {
        var known = knownItems(folder.resolve("interactions.csv"));
        try (var in = new DataInputStream(
                new BufferedInputStream(Files.newInputStream(folder.resolve("factors.bin")), 1 << 16))) {
            int rank = in.readInt();
            int users = in.readInt();
            int items = in.readInt();
            var hadoop = new Configuration();
            manager.consumeKeyMessage("MODEL", model(rank, users, items), hadoop);
            for (int user = 0; user < users; user++) {
                var vector = vector(in, rank);
                var seen = known.getOrDefault("user-" + user, Set.of()).stream()
                        .map(item -> '"' + item + '"')
                        .collect(Collectors.joining(","));
                manager.consumeKeyMessage("UP", "[\"X\",\"user-%d\",%s,[%s]]".formatted(user, vector, seen), hadoop);
            }
            for (int item = 0; item < items; item++) {
                manager.consumeKeyMessage("UP", "[\"Y\",\"item-%d\",%s]".formatted(item, vector(in, rank)), hadoop);
            }
        }
    }

    private static String model(int rank, int users, int items) {
        var pmml = PMMLUtils.buildSkeletonPMML();
        AppPMMLUtils.addExtension(pmml, "features", rank);
        AppPMMLUtils.addExtension(pmml, "implicit", true);
        AppPMMLUtils.addExtensionContent(pmml, "XIDs", names("user-", users));
        AppPMMLUtils.addExtensionContent(pmml, "YIDs", names("item-", items));
        return PMMLUtils.toString(pmml);
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(number -> prefix + number).toList();
    }

    private static String vector(DataInputStream in, int rank) throws IOException {
        var numbers = new ArrayList<String>(rank);
        for (int i = 0; i < rank; i++) {
            numbers.add(String.valueOf(in.readFloat()));
        }
        return "[" + String.join(",", numbers) + "]";
    }

    private static Map<String, Set<String>> knownItems(Path file) throws IOException {
        Map<String, Set<String>> known = new HashMap<>();
        try (var lines = Files.lines(file)) {
            lines.skip(1).map(line -> line.split(",")).forEach(fields -> known.computeIfAbsent(
                            fields[0], user -> new LinkedHashSet<>())
                    .add(fields[1]));
        }
        return known;
    }
}
