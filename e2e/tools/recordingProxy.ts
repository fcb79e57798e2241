import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy that writes down every request of a browser context, of pages and of workers alike, and passes on those to `site` alone. */
export interface RecordingProxy {
  /** For the context's option `proxy`; loopback addresses go through it too. */
  readonly settings: { server: string; bypass: string };
  /** Method and URL (of a tunnel, host and port) of each request since the start. */
  readonly requests: { method: string; url: string }[];
  close(): Promise<void>;
}

/** @param site the origin that the browser may reach, such as http://127.0.0.1:4199. */
export async function recordingProxy(site: string): Promise<RecordingProxy> {
  const requests: RecordingProxy['requests'] = [];
  const server: Server = createServer((asked, answer) => {
    const { method = '', url = '', headers } = asked;
    requests.push({ method, url });
    if (new URL(url).origin !== site) {
      answer.writeHead(502).end();
      return;
    }
    const passed = request(url, { method, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  });
  server.on('connect', ({ url = '' }, socket) => {
    requests.push({ method: 'CONNECT', url });
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    settings: { server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bypass: '<-loopback>' },
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
