package dev.glassine.ecosystem;

import static io.netty.handler.codec.http.HttpMethod.GET;
import static io.netty.handler.codec.http.HttpMethod.POST;
import static io.netty.handler.codec.http.HttpVersion.HTTP_1_1;

import dev.glassine.netty.GlassineSslContext;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpChunkedInput;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.codec.http2.HttpConversionUtil;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.stream.ChunkedStream;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Netty's {@code SslHandler}, by way of {@link GlassineSslContext}. */
class NettyTest extends HttpContract {
  private static final int CHUNK = 64 * 1024;

  @Override
  protected Framework framework() {
    return Framework.of(
        "Netty", SslHandler.class, "`GlassineSslContext`", Role.CLIENT, Role.SERVER);
  }

  @Override
  protected Service serve(Setup setup, Witness witness) throws Exception {
    return NettyHttpServer.start(
        GlassineSslContext.forServer(setup.glassine(witness))
            .clientAuth(setup.needsClient() ? ClientAuth.REQUIRE : ClientAuth.NONE)
            .protocols("h2", "http/1.1")
            .settings(settings -> settings.setProtocols(setup.versions()))
            .build());
  }

  private static SslContext tls(Setup setup, Witness witness, String protocol) {
    return GlassineSslContext.forClient(setup.glassine(witness))
        .protocols(protocol)
        .settings(settings -> settings.setProtocols(setup.versions()))
        .build();
  }

  @Override
  protected Client client(Setup setup, Witness witness) {
    SslContext tls = tls(setup, witness, "http/1.1");
    return port -> new Http1(new Connection(tls, port, new HttpClientCodec()));
  }

  @Override
  protected Client http2Client(Setup setup, Witness witness) {
    SslContext tls = tls(setup, witness, "h2");
    return port ->
        new Http2(
            new Connection(
                tls,
                port,
                Http2FrameCodecBuilder.forClient().build(),
                new Http2MultiplexHandler(new ChannelInboundHandlerAdapter())));
  }

  /** A channel whose handshake is complete. */
  private static final class Connection implements AutoCloseable {
    final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    final Channel channel;

    Connection(SslContext tls, int port, io.netty.channel.ChannelHandler... protocol)
        throws Exception {
      channel =
          new Bootstrap()
              .group(loop)
              .channel(NioSocketChannel.class)
              .handler(
                  new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel socket) {
                      socket
                          .pipeline()
                          .addLast(tls.newHandler(socket.alloc(), "localhost", port))
                          .addLast(protocol);
                    }
                  })
              .connect(InetAddress.getLoopbackAddress(), port)
              .sync()
              .channel();
      try {
        channel.pipeline().get(SslHandler.class).handshakeFuture().get(20, TimeUnit.SECONDS);
      } catch (Exception e) {
        close();
        throw e;
      }
    }

    @Override
    public void close() throws Exception {
      channel.close().sync();
      loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }

  private abstract static class NettyDialogue extends HttpDialogue {
    final Connection connection;

    NettyDialogue(Connection connection) {
      this.connection = connection;
    }

    @Override
    void get(String path, OutputStream sink) throws Exception {
      send(GET, path, null, sink);
    }

    @Override
    void post(String path, Body body, OutputStream sink) throws Exception {
      send(POST, path, body, sink);
    }

    abstract void send(HttpMethod method, String path, @Nullable Body body, OutputStream sink)
        throws Exception;

    static void exchange(
        Channel channel, HttpMethod method, String path, @Nullable Body body, Answer answer)
        throws Exception {
      HttpRequest request = new DefaultHttpRequest(HTTP_1_1, method, path);
      request.headers().set(HttpHeaderNames.HOST, "localhost");
      request.headers().set(HttpConversionUtil.ExtensionHeaderNames.SCHEME.text(), "https");
      if (body == null) {
        channel.write(request);
        channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
      } else {
        request.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length());
        channel.write(request);
        channel.writeAndFlush(new HttpChunkedInput(new ChunkedStream(body.octets(), CHUNK)));
      }
      answer.complete.get(150, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
      connection.close();
    }
  }

  private static final class Http1 extends NettyDialogue {
    Http1(Connection connection) {
      super(connection);
      connection.channel.pipeline().addLast(new ChunkedWriteHandler());
    }

    @Override
    void send(HttpMethod method, String path, @Nullable Body body, OutputStream sink)
        throws Exception {
      Answer answer = new Answer(sink);
      connection.channel.pipeline().addLast(answer);
      exchange(connection.channel, method, path, body, answer);
      if (connection.channel.pipeline().get(Answer.class) != null) {
        connection.channel.pipeline().remove(answer);
      }
    }
  }

  /** A stream, which is a channel of its own, for each request. */
  private static final class Http2 extends NettyDialogue {
    Http2(Connection connection) {
      super(connection);
    }

    @Override
    void send(HttpMethod method, String path, @Nullable Body body, OutputStream sink)
        throws Exception {
      Answer answer = new Answer(sink);
      Channel stream =
          new Http2StreamChannelBootstrap(connection.channel)
              .handler(
                  new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                      channel
                          .pipeline()
                          .addLast(
                              new Http2StreamFrameToHttpObjectCodec(false),
                              new ChunkedWriteHandler(),
                              answer);
                    }
                  })
              .open()
              .get(20, TimeUnit.SECONDS);
      exchange(stream, method, path, body, answer);
    }
  }

  /** Completes with the last part of an answer, and not where the connection was cut off. */
  private static final class Answer extends SimpleChannelInboundHandler<HttpObject> {
    final CompletableFuture<Boolean> complete = new CompletableFuture<>();
    private final OutputStream sink;

    Answer(OutputStream sink) {
      this.sink = sink;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message)
        throws Exception {
      if (message instanceof HttpResponse response && response.status().code() != 200) {
        complete.completeExceptionally(new IOException("status " + response.status()));
      }
      if (message instanceof HttpContent content) {
        content.content().readBytes(sink, content.content().readableBytes());
      }
      if (message instanceof LastHttpContent) {
        complete.complete(true);
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
      if (event instanceof SslCloseCompletionEvent end && !end.isSuccess()) {
        complete.completeExceptionally(end.cause());
      }
      super.userEventTriggered(context, event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      complete.completeExceptionally(cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
      complete.completeExceptionally(new IOException("the connection was closed"));
      super.channelInactive(context);
    }
  }
}
