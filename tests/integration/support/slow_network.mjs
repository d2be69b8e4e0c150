// A TCP proxy that delivers everything late, as a network between machines does, or no longer at all.
import { connect, createServer } from 'node:net';

export class SlowNetwork {
  silent = false;

  /** Forwards connections to `port` of this machine; each way takes `milliseconds`. */
  static async to(port, milliseconds) {
    const network = new SlowNetwork();
    network.server = createServer((client) => {
      const server = connect(port, '127.0.0.1');
      const deliver = (from, to) => {
        from.on('data', (bytes) => setTimeout(() => !network.silent && to.writable && to.write(bytes), milliseconds));
        from.on('close', () => setTimeout(() => !network.silent && to.destroy(), milliseconds));
        from.on('error', () => {});
        from.setNoDelay(true);
        network.sockets.add(from);
      };
      deliver(client, server);
      deliver(server, client);
    });
    await new Promise((resolve) => network.server.listen(0, '127.0.0.1', resolve));
    network.port = network.server.address().port;
    return network;
  }
  sockets = new Set();

  /** From now on nothing is delivered, the end of a connection included: no side learns that the other is gone. */
  fallSilent = () => { this.silent = true; };

  close() {
    this.server.close();
    if (this.silent) for (const socket of this.sockets) socket.destroy();
  }
}
