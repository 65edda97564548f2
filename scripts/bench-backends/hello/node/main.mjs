// Fastify's hello world.
import Fastify from 'fastify';

const app = Fastify();
app.get('/', async () => ({ message: 'Hello, world' }));
await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
