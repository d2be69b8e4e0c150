// A TCP proxy that delivers everything late, as a network between machines does.
import { connect, createServer } from 'node:net';

export class SlowNetwork {
  /** Forwards connections to `port` of this machine; each way takes `milliseconds`. */
  static async to(port, milliseconds) {
    const network = new SlowNetwork();
    network.server = createServer((client) => {
      const server = connect(port, '127.0.0.1');
      const deliver = (from, to) => {
        from.on('data', (bytes) => setTimeout(() => to.writable && to.write(bytes), milliseconds));
        from.on('close', () => setTimeout(() => to.destroy(), milliseconds));
        from.on('error', () => {});
        from.setNoDelay(true);
      };
      deliver(client, server);
      deliver(server, client);
    });
    await new Promise((resolve) => network.server.listen(0, '127.0.0.1', resolve));
    network.port = network.server.address().port;
    return network;
  }
  close = () => this.server.close();
}
