package dev.kennzahl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** An application that is nothing but the extensions of the service, built by Maven from the project's own list of them. */
final class EmptyApplication {
    private static final String SETTINGS =
            """
            quarkus.datasource.db-kind=postgresql
            quarkus.datasource.db-version=15.0
            quarkus.devservices.enabled=false
            quarkus.banner.enabled=false
            quarkus.oidc.tenant-enabled=false
            quarkus.otel.sdk.disabled=true
            """;

    private EmptyApplication() {}

    /**
     * Builds it in a directory of its own.
     *
     * @return what to start
     */
    static Path build() throws IOException {
        Path home = Files.createTempDirectory("empty-application");
        Path resources = Files.createDirectories(home.resolve("src/main/resources"));
        Files.writeString(resources.resolve("application.properties"), SETTINGS);
        write(extensionsAlone(), home.resolve("pom.xml"));
        run(List.of(
                Path.of("mvnw").toAbsolutePath().toString(),
                "-B",
                "-ntp",
                "-q",
                "-f",
                home.resolve("pom.xml").toString(),
                "package",
                "-DskipTests"));
        return home.resolve("target/quarkus-app/quarkus-run.jar");
    }

    /** The project's build file without what checks, ships or tests it. */
    private static Document extensionsAlone() throws IOException {
        try {
            Document pom = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(Path.of("pom.xml").toFile());
            Element profiles = (Element) pom.getElementsByTagName("profiles").item(0);
            profiles.getParentNode().removeChild(profiles);
            NodeList plugins = pom.getElementsByTagName("plugin");
            for (int i = plugins.getLength() - 1; i >= 0; i--) {
                Element plugin = (Element) plugins.item(i);
                String name = plugin.getElementsByTagName("artifactId").item(0).getTextContent();
                if (!name.equals("quarkus-maven-plugin")) {
                    plugin.getParentNode().removeChild(plugin);
                }
            }
            return pom;
        } catch (javax.xml.parsers.ParserConfigurationException | org.xml.sax.SAXException e) {
            throw new IOException("pom.xml cannot be read", e);
        }
    }

    private static void write(Document pom, Path file) throws IOException {
        try {
            TransformerFactory.newInstance()
                    .newTransformer()
                    .transform(new DOMSource(pom), new StreamResult(file.toFile()));
        } catch (javax.xml.transform.TransformerException e) {
            throw new IOException("the build file cannot be written", e);
        }
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        Files.createTempFile("empty-application", ".log").toFile())
                .start();
        if (exit(process) != 0) {
            throw new IOException(command + " failed");
        }
    }

    private static int exit(Process process) throws IOException {
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                throw new IOException("a process does not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
