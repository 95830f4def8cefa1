// Headers of every answer. Nothing is loaded from elsewhere, nobody may frame us, nothing is told to other sites.
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** The policy of every answer; the interface's page alone lets in `styles` made at run time, by their nonce. */
export const contentSecurityPolicy = (styles = ''): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${styles && ` ${styles}`}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "base-uri 'none'",
  ].join('; ');

export function sendHeaders(app: FastifyInstance, url: string): void {
  app.register(helmet, {
    global: true,
    contentSecurityPolicy: false,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    hsts: url.startsWith('https:') ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  });
  const policy = contentSecurityPolicy();
  app.addHook('onRequest', async (request, reply) => {
    reply.header('content-security-policy', policy);
    reply.header('permissions-policy', 'camera=(), geolocation=(), microphone=()');
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
  });
}
