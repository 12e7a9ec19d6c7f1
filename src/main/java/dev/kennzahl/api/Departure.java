package dev.kennzahl.api;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.vertx.http.runtime.filters.QuarkusRequestWrapper;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.kennzahl.problem.ProblemCode;

/**
 * What callers notice of a stop. Requests under way are answered, for which Quarkus waits; those that come when it has begun to wait
 * are told to come again; and whoever follows a figure is told to look for another node.
 */
@Singleton
@RegisterForReflection(targets = QuarkusRequestWrapper.class)
final class Departure {
    private static final int BEFORE_THE_LIMITS = HttpLimits.BEFORE_ALL_ELSE - 1;

    /** Health and metrics, which are asked to the end. */
    private static final String OPERATIONS = "/q/";

    /** So long before the wait begins sockets are closed: when it begins with nothing to wait for, no time is left. */
    private static final Duration AHEAD = Duration.ofMillis(200);

    private final HttpLimits limits;
    private final Vertx vertx;
    private final Duration delay;
    private final ChannelGroup sockets = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);
    private final Method settle;
    private volatile boolean leaving;

    Departure(
            HttpLimits limits, Vertx vertx, @ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay) {
        this.limits = limits;
        this.vertx = vertx;
        this.delay = delay.orElse(Duration.ZERO);
        try {
            settle = QuarkusRequestWrapper.class.getDeclaredMethod("done");
            settle.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("Quarkus counts requests in another way; look whether sockets count", e);
        }
    }

    void install(@Observes Router router) {
        router.route().order(BEFORE_THE_LIMITS).handler(context -> {
            HttpServerRequest request = context.request();
            if (leaving && !request.path().startsWith(OPERATIONS)) {
                context.response().putHeader("Retry-After", "5");
                limits.refuse(
                        context,
                        ProblemCode.UNAVAILABLE,
                        null,
                        "This node of the service is stopping; nothing was done. Send the request again.");
                return;
            }
            if (HttpLimits.opensWebSocket(request)) {
                register(request);
            }
            context.next();
        });
    }

    void leave(@Observes ShutdownDelayInitiatedEvent event) {
        after(delay.minus(AHEAD), this::closeSockets);
        after(delay, () -> leaving = true);
    }

    private void after(Duration time, Runnable step) {
        if (time.isNegative() || time.isZero()) {
            step.run();
        } else {
            vertx.setTimer(time.toMillis(), timer -> step.run());
        }
    }

    private void closeSockets() {
        // 1001: clients of subscriptions connect again, which they do not after a plain 1000.
        sockets.writeAndFlush(
                new CloseWebSocketFrame(WebSocketCloseStatus.ENDPOINT_UNAVAILABLE, "The node is stopping."),
                channel -> channel.pipeline().get(WebSocketFrameEncoder.class) != null);
    }

    /**
     * A request that becomes a socket never ends for Quarkus, not even when the socket does, and each stop would wait for it until
     * its time is over. It is settled here; what is left of it is a socket to be closed.
     */
    private void register(HttpServerRequest request) {
        Channel channel = ((ConnectionBase) request.connection()).channel();
        sockets.add(channel);
        if (request.getCookie(QuarkusRequestWrapper.FAKE_COOKIE_NAME) == null) {
            return; // nothing is waited for where quarkus.shutdown.timeout is switched off
        }
        try {
            settle.invoke(QuarkusRequestWrapper.get(request));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
