package dev.kindred.server.picture;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import dev.kindred.server.picture.LayeredGraph.Vertex;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/// The picture of packages and their dependencies as an SVG for light and dark pages. An arrow points from a
/// package to one that it uses.
final class ArchitecturePicture {

    private static final int NODE_WIDTH = 104;
    private static final int NODE_HEIGHT = 30;
    private static final int BEND_WIDTH = 22;
    private static final int GAP = 14;
    private static final int LAYER_HEIGHT = 74;
    private static final int MARGIN = 16;

    private static final String STYLE = """
            text { font: 13px system-ui, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328; text-anchor: middle }
            rect { fill: #ddf4ff; stroke: #54aeff } path { fill: none; stroke: #8c959f; stroke-width: 1.2 }
            #tip path { fill: #8c959f; stroke: none }
            .library rect { fill: #dafbe1; stroke: #4ac26b }
            @media (prefers-color-scheme: dark) {
              text { fill: #e6edf3 } rect { fill: #0c2d4d; stroke: #388bfd } path { stroke: #768390 }
              #tip path { fill: #768390 } .library rect { fill: #0f2d1c; stroke: #3fb950 }
            }
            """;

    private static final String TIP = """
            <defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">\
            <path d="M0 0 L8 4 L0 8 Z"/></marker></defs>
            """;

    private record Point(double x, double y) {}

    private final List<List<Vertex>> layers;
    private final Set<String> libraries;
    private final Map<Vertex, Point> centres = new HashMap<>();
    private final StringBuilder svg = new StringBuilder();
    private final double width;

    private ArchitecturePicture(LayeredGraph graph, Set<String> libraries) {
        this.layers = graph.layers();
        this.libraries = libraries;
        this.width =
                layers.stream().mapToDouble(ArchitecturePicture::widthOf).max().orElse(0) + 2 * MARGIN;
    }

    /// Returns the picture.
    ///
    /// @param dependencies each package with the packages that it uses
    /// @param libraries the packages that are modules of their own
    static String draw(SortedMap<String, ? extends Set<String>> dependencies, Set<String> libraries) {
        return new ArchitecturePicture(LayeredGraph.of(dependencies), libraries).draw();
    }

    private String draw() {
        place();
        int height = 2 * MARGIN + (layers.size() - 1) * LAYER_HEIGHT + NODE_HEIGHT;
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %d\" role=\"img\""
                        .formatted(width, height))
                .append(" aria-label=\"Packages and their dependencies\">\n<style>\n")
                .append(STYLE)
                .append("</style>\n")
                .append(TIP);
        layers.forEach(layer -> layer.stream().filter(Vertex::isNode).forEach(this::drawEdges));
        layers.forEach(layer -> layer.stream().filter(Vertex::isNode).forEach(this::drawNode));
        return svg.append("</svg>\n").toString();
    }

    private static int widthOf(Vertex vertex) {
        return vertex.isNode() ? NODE_WIDTH : BEND_WIDTH;
    }

    private static double widthOf(List<Vertex> layer) {
        return layer.stream().mapToInt(ArchitecturePicture::widthOf).sum() + (double) GAP * (layer.size() - 1);
    }

    /// Centres each layer.
    private void place() {
        for (int row = 0; row < layers.size(); row++) {
            var layer = layers.get(row);
            double spread = Math.max(1, (width - 2 * MARGIN - widthOf(layer)) / (layer.size() + 1));
            double left = MARGIN + spread;
            for (var vertex : layer) {
                double y = MARGIN + (double) row * LAYER_HEIGHT + NODE_HEIGHT / 2.0;
                centres.put(vertex, new Point(left + widthOf(vertex) / 2.0, y));
                left += widthOf(vertex) + GAP + spread;
            }
        }
    }

    private Point centre(Vertex vertex) {
        var found = centres.get(vertex);
        if (found == null) {
            throw new IllegalStateException("no place for " + vertex.label);
        }
        return found;
    }

    private void drawNode(Vertex node) {
        var centre = centre(node);
        add(
                "<g%s><rect x=\"%.1f\" y=\"%.1f\" width=\"%d\" height=\"%d\" rx=\"5\"/>"
                        + "<text x=\"%.1f\" y=\"%.1f\">%s</text></g>\n",
                libraries.contains(node.label) ? " class=\"library\"" : "",
                centre.x() - NODE_WIDTH / 2.0,
                centre.y() - NODE_HEIGHT / 2.0,
                NODE_WIDTH,
                NODE_HEIGHT,
                centre.x(),
                centre.y() + 4.5,
                node.label);
    }

    private void drawEdges(Vertex node) {
        for (var first : node.below) {
            var at = centre(node);
            var from = new Point(at.x(), at.y() + NODE_HEIGHT / 2.0);
            add("<path marker-end=\"url(#tip)\" d=\"M%.1f %.1f", from.x(), from.y());
            var next = first;
            while (!next.isNode()) {
                from = curve(from, centre(next));
                next = next.below.getFirst();
            }
            var end = centre(next);
            curve(from, new Point(end.x(), end.y() - NODE_HEIGHT / 2.0));
            svg.append("\"/>\n");
        }
    }

    private Point curve(Point from, Point to) {
        double middle = (from.y() + to.y()) / 2;
        add(" C%.1f %.1f %.1f %.1f %.1f %.1f", from.x(), middle, to.x(), middle, to.x(), to.y());
        return to;
    }

    @FormatMethod
    private void add(@FormatString String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
