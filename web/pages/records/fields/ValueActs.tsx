// What can be done with a value beside editing it: call, write, open, find on a map, copy.
import { CopyButton } from '@mantine/core';
import { IconCheck, IconCopy, IconExternalLink, IconMail, IconMapPin, IconPhone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FieldType } from '../../../../src/fields/field.ts';
import { mailLink, mapLink, phoneLink, webLink } from '../../../links.ts';
import classes from '../RecordPage.module.css';

const ACTS = {
  phone: { word: 'call', link: phoneLink, icon: IconPhone, isOutside: false },
  email: { word: 'write', link: mailLink, icon: IconMail, isOutside: false },
  url: { word: 'open', link: webLink, icon: IconExternalLink, isOutside: true },
  address: {
    word: 'map',
    link: (value: string) => mapLink(value.split('\n')),
    icon: IconMapPin,
    isOutside: true,
  },
} as const;

/** Beside the value, so that a click on the value itself edits it. An address is its lines. */
export function ValueActs({ type, value }: { type: FieldType | 'address'; value: string }) {
  const { t } = useTranslation('records');
  const act = ACTS[type as 'phone'];
  if (!act || !value) return null;
  const href = act.link(value);
  const said = value.replaceAll('\n', ', ');
  const words = t(`act.${act.word}`, { value: said });
  const outside = act.isOutside ? { target: '_blank', rel: 'noreferrer noopener' } : {};
  return (
    <>
      {href && (
        <a className={classes.act} href={href} aria-label={words} title={words} {...outside}>
          <act.icon size={16} stroke={1.6} aria-hidden />
        </a>
      )}
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <button
            type="button"
            className={`${classes.act} ${classes.copy}`}
            data-copied={copied || undefined}
            aria-label={t(copied ? 'act.copied' : 'act.copy', { value: said })}
            title={t(copied ? 'act.copied' : 'act.copy', { value: said })}
            onClick={copy}
          >
            {copied ? (
              <IconCheck size={16} stroke={1.8} aria-hidden />
            ) : (
              <IconCopy size={16} stroke={1.6} aria-hidden />
            )}
          </button>
        )}
      </CopyButton>
    </>
  );
}
