package dev.kennzahl.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** The embedded server's programs, unpacked once for all tests that start a service on a directory of its own: it takes seconds. */
public final class UnpackedServer {
    private static final Path ONCE = Path.of("target/unpacked-server");

    private UnpackedServer() {}

    /** Puts the programs where a service that keeps its data there would unpack them. */
    public static void into(Path dataDirectory) {
        try {
            Files.createDirectories(ONCE);
            Path server;
            // Tests run in several JVMs.
            try (FileChannel channel =
                    FileChannel.open(ONCE.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock();
                server = EmbeddedFiles.unpackedServer(ONCE);
            }
            EmbeddedFiles.createPrivateDirectory(dataDirectory);
            link(server, dataDirectory.resolve(server.getFileName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void link(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isSymbolicLink(file)) {
                    Files.createSymbolicLink(target, Files.readSymbolicLink(file));
                } else if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.createLink(target, file);
                }
            }
        }
    }
}
