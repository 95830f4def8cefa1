// The server's side of Digest sign-in (RFC 7616): MD5, quality of protection "auth", a nonce for every challenge that is good
// for so many requests, counts that come once.
import { createHash } from 'node:crypto';

const REALM = 'BaikalDAV';
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

export interface DigestDoor {
  challenge(): string;
  /** Who it is; undefined for nobody, and for the right password with a nonce that has served its time. */
  judge(
    header: string | undefined,
    method: string,
    passwordOf: (user: string) => string | undefined,
  ): string | undefined;
}

export function createDigestDoor(life: number): DigestDoor {
  const countsOf = new Map<string, Set<number>>();
  let isStale = false;
  return {
    challenge() {
      const nonce = md5(`nonce ${countsOf.size}`);
      countsOf.set(nonce, new Set());
      const stale = isStale ? ', stale=true' : '';
      isStale = false;
      return `Digest realm="${REALM}",qop="auth",nonce="${nonce}",opaque="${md5(REALM)}"${stale}`;
    },
    judge(header, method, passwordOf) {
      if (!header?.startsWith('Digest ')) return undefined;
      const parts = header.slice('Digest '.length).split(', ');
      const part = (name: string): string =>
        parts
          .find((each) => each.startsWith(`${name}=`))
          ?.slice(name.length + 1)
          .replaceAll('"', '') ?? '';
      const user = part('username');
      const password = passwordOf(user);
      const counts = countsOf.get(part('nonce'));
      if (password === undefined || !counts) return undefined;
      const secret = md5(`${user}:${REALM}:${password}`);
      const asked = md5(`${method}:${part('uri')}`);
      const due = md5(`${secret}:${part('nonce')}:${part('nc')}:${part('cnonce')}:auth:${asked}`);
      if (due !== part('response')) return undefined;
      const count = Number.parseInt(part('nc'), 16);
      isStale = counts.has(count) || counts.size >= life;
      counts.add(count);
      return isStale ? undefined : user;
    },
  };
}
