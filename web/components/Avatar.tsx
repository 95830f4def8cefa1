import { IconBuilding } from '@tabler/icons-react';
import { useState } from 'react';
import classes from './Avatar.module.css';

/** Initials as people would write them: first and last word of a Latin name, the first character of any other. */
function initials(name: string): string {
  const words = name
    .replace(/[^\p{L}\p{N}\s'-]/gu, ' ')
    .split(/\s+/)
    .filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const first = [...(words[0] ?? '')][0] ?? '';
  if (!first || !/\p{Script=Latin}|\p{Script=Cyrillic}|\p{Script=Greek}/u.test(first)) return first;
  const last = words.length > 1 ? [...words.at(-1)!][0]! : '';
  return (first + last).toLocaleUpperCase();
}

function hueOf(name: string): number {
  let hash = 0;
  for (const char of name) hash = (hash * 31 + char.codePointAt(0)!) % 3600;
  return (hash % 12) * 30;
}

interface AvatarProps {
  name: string;
  kind?: 'company' | 'contact' | 'lead';
  /** A picture's address; initials without one, and where there is none at it. */
  photo?: string | null;
  size?: number;
}

/** A face, initials on a quiet tint of their own, or a company's sign. Decoration: the name always stands beside it. */
export function Avatar({ name, kind, photo, size = 32 }: AvatarProps) {
  const style = { '--size': `${size}px`, '--hue': hueOf(name) } as React.CSSProperties;
  const [missing, setMissing] = useState<string | null>(null);
  if (photo && photo !== missing)
    return (
      <img className={classes.avatar} style={style} src={photo} alt="" onError={() => setMissing(photo)} />
    );
  const company = kind === 'company';
  return (
    // Initials are drawn, not written: as text they would count as a part of the name of the button around them.
    <span
      className={`${classes.avatar} ${company ? classes.company : ''}`}
      style={style}
      data-initials={company ? undefined : initials(name) || '·'}
      aria-hidden
    >
      {company && <IconBuilding size={size * 0.54} stroke={1.5} />}
    </span>
  );
}
