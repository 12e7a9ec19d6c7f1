package dev.kennzahl.api;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Cuts connections whose requests do not get to the end of their headers: a byte now and then keeps one from being idle, and a few
 * hundred such would keep the service from others. Vert.x has no limit of the kind, so a handler before its own looks at what
 * arrives. It is put there by the first request, as a probe's: only by a connection the server that accepts them can be reached.
 */
@ApplicationScoped
final class SlowHeaders {
    /** Before {@link Departure}, too: what that refuses has arrived all the same. */
    private static final int BEFORE_THE_LIMITS = HttpLimits.BEFORE_ALL_ELSE - 2;

    private static final AttributeKey<HeaderClock> CLOCK = AttributeKey.valueOf(SlowHeaders.class, "clock");
    private static final String NEWCOMERS = "kennzahl-newcomers";

    private final HttpLimits.Config config;

    SlowHeaders(HttpLimits.Config config) {
        this.config = config;
    }

    void install(@Observes Router router) {
        router.route().order(BEFORE_THE_LIMITS).handler(context -> {
            if (context.request().connection() instanceof ConnectionBase connection) {
                watchNewcomers(connection.channel().parent());
                HeaderClock clock = connection.channel().attr(CLOCK).get();
                if (clock != null) {
                    arrived(context, clock);
                }
            }
            context.next();
        });
    }

    private static void arrived(RoutingContext context, HeaderClock clock) {
        HttpServerRequest request = context.request();
        clock.stop();
        if (request.version() == HttpVersion.HTTP_2 || request.getHeader("Upgrade") != null) {
            return; // from here on bytes are frames, and what they may be is bounded elsewhere
        }
        // Not an end handler: made so early, all of them would be lost to whoever listens for the response's close
        // later.
        context.addBodyEndHandler(answered -> {
            // One without a body may be paused before its end is noticed.
            if (request.isEnded() || !HttpLimits.mayHaveBody(request)) {
                clock.awaitNext();
            }
        });
    }

    private void watchNewcomers(@Nullable Channel server) {
        if (server == null || server.pipeline().get(NEWCOMERS) != null) {
            return;
        }
        Duration patience = config.headerTimeout();
        server.eventLoop().execute(() -> {
            if (server.pipeline().get(NEWCOMERS) == null) {
                server.pipeline().addFirst(NEWCOMERS, new Newcomers(patience));
            }
        });
    }

    /** Gives every connection that is accepted its clock. */
    @ChannelHandler.Sharable
    private static final class Newcomers extends ChannelInboundHandlerAdapter {
        private final Duration patience;

        Newcomers(Duration patience) {
            this.patience = patience;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            if (accepted instanceof Channel connection) {
                HeaderClock clock = new HeaderClock(patience);
                connection.attr(CLOCK).set(clock);
                connection.pipeline().addFirst(clock);
            }
            context.fireChannelRead(accepted);
        }
    }

    /** Runs from the first bytes of a request that is not there yet until it is. Used on the connection's own event loop only. */
    private static final class HeaderClock extends ChannelInboundHandlerAdapter {
        private final Duration patience;
        private boolean awaiting = true;
        private long arrived;
        private @Nullable ScheduledFuture<?> deadline;

        HeaderClock(Duration patience) {
            this.patience = patience;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            long before = arrived;
            context.fireChannelRead(bytes);
            // Most requests come in one piece: for them no clock is started.
            if (awaiting && arrived == before && deadline == null) {
                deadline =
                        context.executor().schedule(() -> context.close(), patience.toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            stop();
            context.fireChannelInactive();
        }

        void stop() {
            awaiting = false;
            arrived++;
            if (deadline != null) {
                deadline.cancel(false);
                deadline = null;
            }
        }

        void awaitNext() {
            awaiting = true;
        }
    }
}
