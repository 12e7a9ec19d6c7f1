package dev.kennzahl.ingestion.sender;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennzahl.Thorough;
import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.ingestion.CrmSender;
import dev.kennzahl.ingestion.MalformedDeliveryException;
import dev.kennzahl.ingestion.StorableForm;
import dev.kennzahl.ingestion.Translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What holds for every sender: each class of the package that is one, over the requests recorded for it. */
class SenderContractTest {

    @ParameterizedTest
    @MethodSource("requests")
    void givesTheRecordedVerdict(Samples.Request request) throws Exception {
        assertThat(sha256(request.body()))
                .as("the sample must be stored byte by byte; check for line endings")
                .isEqualTo(request.json().get("bodySha256").asText());
        CrmSender sender = sender(request.sender());
        ConnectionSettings connection = request.connection();

        var reason = sender.whyNotAuthentic(request.delivery(), connection);

        if (request.expect().equals("reject")) {
            assertThat(reason).isPresent();
            return;
        }
        assertThat(reason).isEmpty();
        if (request.expect().equals("reject-400")) {
            assertThatThrownBy(() -> sender.translate(request.delivery(), connection))
                    .isInstanceOf(MalformedDeliveryException.class);
        } else {
            assertThat(sender.translate(request.delivery(), connection).rejections())
                    .hasSize(request.rejections());
        }
    }

    @ParameterizedTest
    @MethodSource("senders")
    void hasRecordedRequestsOfBothVerdicts(CrmSender sender) {
        assertThat(requestsOf(sender)).extracting(Samples.Request::expect).contains("accept");
        assertThat(requestsOf(sender))
                .extracting(Samples.Request::expect)
                .as("requests of %s that are refused", sender.id())
                .containsAnyOf("reject", "reject-400");
    }

    @ParameterizedTest
    @MethodSource("senders")
    void takesTheSettingsOfItsOwnConnection(CrmSender sender) {
        assertThat(sender.check(Samples.connection(sender.id()))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("senders")
    void namesTheOptionsThereAreWhenItMeetsAnother(CrmSender sender) {
        ConnectionSettings connection = Samples.connection(sender.id());
        ObjectNode options = connection.options().deepCopy();
        options.put("colour", "blue");

        var fault = sender.check(new ConnectionSettings("c-1", connection.secrets(), options, connection.zone()));

        assertThat(fault).hasValueSatisfying(found -> {
            assertThat(found.field()).isEqualTo("options.colour");
            assertThat(found.remedy()).contains("currency", "owners", "properties");
        });
    }

    /** Where a sender signs nothing, the account it names is what stands in for a secret. */
    @ParameterizedTest
    @MethodSource("accepted")
    void trustsNobodyWithoutASecret(Samples.Request request) {
        ConnectionSettings connection = request.connection();
        ObjectNode options = connection.options().deepCopy();
        options.remove("organizationId");
        ConnectionSettings bare = new ConnectionSettings("c-1", List.of(), options, connection.zone());

        assertThat(sender(request.sender()).whyNotAuthentic(request.delivery(), bare))
                .isPresent();
    }

    @ParameterizedTest
    @MethodSource("signed")
    void refusesAnAlteredBody(Samples.Request request) {
        byte[] altered = request.body();
        altered[altered.length / 2] ^= 1;

        assertThat(sender(request.sender()).whyNotAuthentic(request.delivery(altered), request.connection()))
                .isPresent();
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void saysTheSameWhenAskedAgain(Samples.Request request) {
        CrmSender sender = sender(request.sender());
        ConnectionSettings connection = request.connection();

        assertThat(sender.translate(request.delivery(), connection))
                .isEqualTo(sender.translate(request.delivery(), connection));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void saysTheSameInTheFormThatIsStored(Samples.Request request) {
        CrmSender sender = sender(request.sender());
        ConnectionSettings connection = request.connection();

        assertThat(sender.translate(StorableForm.of(sender, request.delivery(), connection), connection))
                .isEqualTo(sender.translate(request.delivery(), connection));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void acknowledgesWithSuccess(Samples.Request request) {
        assertThat(sender(request.sender()).acknowledgement(request.delivery()).status())
                .isBetween(200, 299);
    }

    /** Either the delivery is refused as a whole, or what cannot be used is set aside: nothing else may come out. */
    @ParameterizedTest
    @MethodSource("accepted")
    @Thorough
    void copesWithAnyMemberBeingSomethingElse(Samples.Request request) throws IOException {
        CrmSender sender = sender(request.sender());
        ConnectionSettings connection = request.connection();
        for (byte[] mutant : mutants(request.body())) {
            try {
                Translation translation = sender.translate(request.delivery(mutant), connection);
                translation.events().forEach(event -> assertThat(event.toString())
                        .doesNotContain("\0"));
            } catch (MalformedDeliveryException e) {
                assertThat(e).hasMessageNotContainingAny("\0");
            }
        }
    }

    /** A body of JSON cut short, and with each of its values replaced by others in turn; any other with each of its bytes. */
    private static List<byte[]> mutants(byte[] body) throws IOException {
        return body[0] == '{' || body[0] == '[' ? jsonMutants(body) : byteMutants(body);
    }

    private static List<byte[]> byteMutants(byte[] body) {
        List<byte[]> mutants = new ArrayList<>();
        for (int i = 0; i < body.length; i++) {
            mutants.add(java.util.Arrays.copyOf(body, i));
            for (int other : new int[] {0, '<', '"', '&', 0xff}) {
                byte[] mutant = body.clone();
                mutant[i] = (byte) other;
                mutants.add(mutant);
            }
        }
        return mutants;
    }

    private static List<byte[]> jsonMutants(byte[] body) throws IOException {
        List<byte[]> mutants = new ArrayList<>(List.of(new byte[0], java.util.Arrays.copyOf(body, body.length / 2)));
        ArrayNode others = (ArrayNode) Samples.JSON.readTree("[null, {}, [], [[{}]], true, -1, 1e400, \"\", \" \", "
                + "\"\\u0000\", \"NaN\", \"\\ud800\", \"9223372036854775808\", 99999999999999999999999999]");
        JsonNode root = Samples.JSON.readTree(body);
        for (JsonNode other : others) {
            mutants.add(other.toString().getBytes(StandardCharsets.UTF_8));
            mutate(root, root, other, mutants);
        }
        return mutants;
    }

    private static void mutate(JsonNode root, JsonNode node, JsonNode other, List<byte[]> mutants) {
        if (node instanceof ObjectNode object) {
            for (String name : (Iterable<String>) List.copyOf(fieldNames(object))::iterator) {
                JsonNode original = object.get(name);
                object.set(name, other);
                mutants.add(root.toString().getBytes(StandardCharsets.UTF_8));
                object.set(name, original);
                mutate(root, original, other, mutants);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode original = array.get(i);
                array.set(i, other);
                mutants.add(root.toString().getBytes(StandardCharsets.UTF_8));
                array.set(i, original);
                mutate(root, original, other, mutants);
            }
        }
    }

    private static List<String> fieldNames(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    static List<Samples.Request> requests() {
        return Samples.requests();
    }

    static List<Samples.Request> accepted() {
        return Samples.requests().stream()
                .filter(request -> request.expect().equals("accept"))
                .toList();
    }

    static List<Samples.Request> signed() {
        return accepted().stream().filter(Samples.Request::isSigned).toList();
    }

    private static List<Samples.Request> requestsOf(CrmSender sender) {
        return Samples.requests().stream()
                .filter(request -> request.sender().equals(sender.id()))
                .toList();
    }

    private static CrmSender sender(String id) {
        return senders().filter(sender -> sender.id().equals(id)).findFirst().orElseThrow();
    }

    /** Found as the container finds them, only without the container. */
    static Stream<CrmSender> senders() {
        try {
            Path classes = Path.of(CrmSender.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (Stream<Path> files = Files.list(
                    classes.resolve(HubSpotSender.class.getPackageName().replace('.', '/')))) {
                return files
                        .map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith("Sender.class"))
                        .sorted()
                        .map(name -> create(name.replace(".class", "")))
                        .toList()
                        .stream();
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CrmSender create(String simpleName) {
        try {
            Constructor<?> constructor = Class.forName(HubSpotSender.class.getPackageName() + "." + simpleName)
                    .getDeclaredConstructors()[0];
            return (CrmSender)
                    (constructor.getParameterCount() == 0
                            ? constructor.newInstance()
                            : constructor.newInstance(new ObjectMapper()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a sender is made from nothing or from an ObjectMapper", e);
        }
    }

    private static String sha256(byte[] body) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    }
}
