package dev.kindred.benchmarks.rivals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/// Spark MLlib's ALS on a file of lines `user,item`, in one process. The data is read and cached before the
/// clock starts.
///
/// Arguments: the file, rank, iterations.
public final class SparkAls {

    private SparkAls() {}

    public static void main(String[] args) throws Exception {
        var schema = new StructType().add("user", DataTypes.IntegerType).add("item", DataTypes.IntegerType);
        try (var spark = SparkSession.builder()
                .master("local[2]")
                .appName("als")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "4")
                .getOrCreate()) {
            spark.sparkContext().setLogLevel("ERROR");
            var pairs = spark.read()
                    .schema(schema)
                    .option("header", "true")
                    .csv(args[0])
                    .withColumn("rating", functions.lit(1f))
                    .persist(StorageLevel.MEMORY_ONLY());
            long count = pairs.count();
            long start = System.nanoTime();
            var model = new ALS()
                    .setImplicitPrefs(true)
                    .setRank(Integer.parseInt(args[1]))
                    .setMaxIter(Integer.parseInt(args[2]))
                    .setAlpha(10)
                    .setRegParam(0.05)
                    .setUserCol("user")
                    .setItemCol("item")
                    .setRatingCol("rating")
                    .setNumBlocks(2)
                    .setSeed(1)
                    .fit(pairs);
            long items = model.itemFactors().count();
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "Spark MLlib ALS, %,d pairs, rank %s, %s iterations: %.1f s (%.2f s each), %,d items, peak %s%n",
                    count, args[1], args[2], seconds, seconds / Integer.parseInt(args[2]), items, peakMemory());
        }
    }

    private static String peakMemory() throws Exception {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("unknown");
        }
    }
}
