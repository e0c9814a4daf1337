package dev.kindred.server.picture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// A layered drawing of a directed acyclic graph, by the method of Sugiyama, Tagawa and Toda (1981): nodes get
/// layers by the longest path to a leaf, edges over several layers get a bend in each layer between, and the
/// barycentre heuristic orders each layer. Edges that follow from others (transitive edges) are left out.
final class LayeredGraph {

    /// Barycentre sweeps. The order of graphs of this size no longer changes after a few; measured on the picture.
    private static final int SWEEPS = 24;

    private final SortedMap<String, SortedSet<String>> edges;
    private final Map<String, Integer> heights = new HashMap<>();
    private final List<List<Vertex>> layers = new ArrayList<>();
    private final Map<String, Vertex> nodes = new LinkedHashMap<>();

    /// A node, or a bend of an edge in a layer between its ends. The label is the node's name, or empty for a bend.
    static final class Vertex {

        final String label;
        final List<Vertex> below = new ArrayList<>();
        final List<Vertex> above = new ArrayList<>();
        double place;

        Vertex(String label) {
            this.label = label;
        }

        boolean isNode() {
            return !label.isEmpty();
        }
    }

    private LayeredGraph(SortedMap<String, SortedSet<String>> edges) {
        this.edges = edges;
    }

    /// Returns the drawing of a graph.
    ///
    /// @param dependencies each node with the nodes that it points to
    /// @throws IllegalArgumentException if the graph has a cycle
    static LayeredGraph of(SortedMap<String, ? extends Set<String>> dependencies) {
        var graph = new LayeredGraph(reduced(dependencies));
        graph.edges.keySet().forEach(graph::addNode);
        graph.edges.forEach((from, targets) -> targets.forEach(to -> graph.addEdge(from, to)));
        graph.order();
        return graph;
    }

    /// The layers from top to bottom, each from left to right.
    List<List<Vertex>> layers() {
        return layers.reversed();
    }

    private static SortedMap<String, SortedSet<String>> reduced(SortedMap<String, ? extends Set<String>> dependencies) {
        var reachable = new HashMap<String, Set<String>>();
        dependencies.keySet().forEach(node -> reach(node, dependencies, reachable, new TreeSet<>()));
        var reduced = new TreeMap<String, SortedSet<String>>();
        dependencies.forEach((from, targets) -> {
            var direct = new TreeSet<>(targets);
            targets.forEach(to -> direct.removeAll(reachable.getOrDefault(to, Set.of())));
            reduced.put(from, direct);
        });
        return reduced;
    }

    private static Set<String> reach(
            String node,
            Map<String, ? extends Set<String>> dependencies,
            Map<String, Set<String>> known,
            Set<String> path) {
        if (!path.add(node)) {
            throw new IllegalArgumentException("cycle through " + path);
        }
        var found = known.get(node);
        if (found == null) {
            found = new TreeSet<>();
            for (var next : dependencies.containsKey(node) ? dependencies.get(node) : Set.<String>of()) {
                found.add(next);
                found.addAll(reach(next, dependencies, known, path));
            }
            known.put(node, found);
        }
        path.remove(node);
        return found;
    }

    private int height(String node) {
        var known = heights.get(node);
        if (known == null) {
            known = 1
                    + edges.getOrDefault(node, new TreeSet<>()).stream()
                            .mapToInt(this::height)
                            .max()
                            .orElse(-1);
            heights.put(node, known);
        }
        return known;
    }

    private void addNode(String name) {
        var vertex = new Vertex(name);
        nodes.put(name, vertex);
        layer(height(name)).add(vertex);
    }

    private void addEdge(String from, String to) {
        var upper = vertex(from);
        for (int layer = height(from) - 1; layer > height(to); layer--) {
            var bend = new Vertex("");
            layer(layer).add(bend);
            join(upper, bend);
            upper = bend;
        }
        join(upper, vertex(to));
    }

    private Vertex vertex(String name) {
        var found = nodes.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no node " + name);
        }
        return found;
    }

    private static void join(Vertex upper, Vertex lower) {
        upper.below.add(lower);
        lower.above.add(upper);
    }

    private List<Vertex> layer(int height) {
        while (layers.size() <= height) {
            layers.add(new ArrayList<>());
        }
        return layers.get(height);
    }

    private void order() {
        layers.forEach(LayeredGraph::number);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int layer = 1; layer < layers.size(); layer++) {
                sort(layers.get(layer), true);
            }
            for (int layer = layers.size() - 2; layer >= 0; layer--) {
                sort(layers.get(layer), false);
            }
        }
    }

    private static void sort(List<Vertex> layer, boolean byBelow) {
        var centres = new HashMap<Vertex, Double>();
        layer.forEach(vertex -> centres.put(vertex, centre(vertex, byBelow ? vertex.below : vertex.above)));
        layer.sort(Comparator.comparingDouble(vertex -> centres.getOrDefault(vertex, vertex.place)));
        number(layer);
    }

    private static double centre(Vertex vertex, Collection<Vertex> neighbours) {
        return neighbours.stream().mapToDouble(it -> it.place).average().orElse(vertex.place);
    }

    /// Assigns each vertex a position in the layer, from -1 to 1.
    private static void number(List<Vertex> layer) {
        for (int i = 0; i < layer.size(); i++) {
            layer.get(i).place = layer.size() == 1 ? 0 : 2.0 * i / (layer.size() - 1) - 1;
        }
    }
}
