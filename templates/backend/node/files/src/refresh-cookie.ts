// The cookie that holds the refresh token: no script can read it, no other site can send it.
import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from './config.ts';

const NAME = 'refresh_token';

const optionsOf = ({ production }: Config): CookieSerializeOptions => ({
  path: '/api/v1/auth',
  httpOnly: true,
  sameSite: 'strict',
  secure: production,
});

export const refreshTokenOf = ({ cookies }: FastifyRequest): string | undefined =>
  cookies[NAME] === '' ? undefined : cookies[NAME];

export function setRefreshCookie(reply: FastifyReply, token: string): void {
  const { config } = reply.server;
  reply.setCookie(NAME, token, { ...optionsOf(config), maxAge: config.refreshTokenTtl });
}

export function clearRefreshCookie(reply: FastifyReply): void {
  reply.clearCookie(NAME, optionsOf(reply.server.config));
}
