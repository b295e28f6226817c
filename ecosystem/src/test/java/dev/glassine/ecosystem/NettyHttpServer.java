package dev.glassine.ecosystem;

import static io.netty.handler.codec.http.HttpResponseStatus.OK;
import static io.netty.handler.codec.http.HttpVersion.HTTP_1_1;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpChunkedInput;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.stream.ChunkedStream;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server of HTTP/1.1 and HTTP/2 on Netty, over whatever context it is given. */
final class NettyHttpServer {
  private static final int CHUNK = 64 * 1024;

  private NettyHttpServer() {}

  static Service start(SslContext tls) throws InterruptedException {
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    var listening =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            // Else Netty closes a connection whose client has closed its direction
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel.pipeline().addLast(tls.newHandler(channel.alloc()), new ByProtocol());
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    return Service.at(
        ((InetSocketAddress) listening.localAddress()).getPort(),
        () -> loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync());
  }

  /** Goes on with the protocol that ALPN agreed on. */
  private static final class ByProtocol extends ApplicationProtocolNegotiationHandler {
    ByProtocol() {
      super(ApplicationProtocolNames.HTTP_1_1);
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext context, String protocol) {
      SslHandler tls = context.pipeline().get(SslHandler.class);
      String client = HttpAnswers.client(tls.engine().getSession());
      ChannelPipeline pipeline = context.pipeline();
      if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
        pipeline.addLast(
            Http2FrameCodecBuilder.forServer().build(),
            new Http2MultiplexHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(io.netty.channel.Channel stream) {
                    stream
                        .pipeline()
                        .addLast(
                            new Http2StreamFrameToHttpObjectCodec(true),
                            new ChunkedWriteHandler(),
                            new Answers(client));
                  }
                }));
      } else {
        pipeline.addLast(new HttpServerCodec(), new ChunkedWriteHandler(), new Answers(client));
      }
    }
  }

  /** One request after the other; bodies are digested as they arrive. */
  private static final class Answers extends SimpleChannelInboundHandler<HttpObject> {
    private final String client;
    private String path = "";
    private OutputStream body = OutputStream.nullOutputStream();
    private @Nullable ChannelFuture answered;

    Answers(String client) {
      this.client = client;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message)
        throws Exception {
      if (message instanceof HttpRequest request) {
        path = request.uri();
        body = path.equals("/digest") ? new Payload.Digest() : new ByteArrayOutputStream();
      }
      if (message instanceof HttpContent content) {
        content.content().readBytes(body, content.content().readableBytes());
      }
      if (message instanceof LastHttpContent) {
        answer(
            context,
            switch (path) {
              case "/who" -> HttpAnswers.greeting(client);
              case "/echo", "/digest" -> HttpDialogue.Body.of(body.toString());
              default -> HttpAnswers.octets(path);
            });
      }
    }

    /** A client that has closed its direction gets the rest of its answer, and asks no more. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
      if (event instanceof SslCloseCompletionEvent) {
        ChannelFuture last = answered == null ? context.newSucceededFuture() : answered;
        last.addListener(ChannelFutureListener.CLOSE);
      }
      super.userEventTriggered(context, event);
    }

    private void answer(ChannelHandlerContext context, HttpDialogue.Body answer) {
      HttpResponse head = new DefaultHttpResponse(HTTP_1_1, OK);
      head.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.length());
      context.write(head);
      answered =
          context.writeAndFlush(new HttpChunkedInput(new ChunkedStream(answer.octets(), CHUNK)));
    }
  }
}
