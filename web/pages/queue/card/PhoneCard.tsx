// A card as its owner sees it on the phone: face and name on top, then every value under its label.
import { IconRotate2, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type {
  Contact,
  Label,
  LabelledValue,
  PlainDate,
  PostalAddress,
} from '../../../../src/contact/contact.ts';
import { isBuiltInLabel } from '../../../../src/contact/label.ts';
import { propertiesOf } from '../../../../src/contact/properties/table.ts';
import type { QueueItem } from '../../../../src/http/contract/queue.ts';

import { usePlaceWords } from '../../../components/use-place-words.ts';
import { regional } from '../../../i18n/region.ts';
import { CardFace } from './CardFace.tsx';
import { cardTitle } from './card-title.ts';
import { contactOf } from './contact-of.ts';
import classes from './PhoneCard.module.css';

interface Entry {
  key: string;
  label: string;
  value: string;
  primary?: boolean | undefined;
}

/** A built-in label in the reader's language, any other as its owner typed it. */
function useLabelWords(): (label: Label, property: 'phone' | 'email' | 'address' | 'url') => string {
  const { t } = useTranslation('queue');
  return (label, property) => {
    if (!label) return t(`label.${property}`);
    return isBuiltInLabel(label) ? t(`label.${label}` as 'label.home') : label;
  };
}

export function PhoneCard({ item }: { item: QueueItem }) {
  const { t } = useTranslation('queue');
  const contact = contactOf(item.contact);
  const sections = useSections(contact);
  const title = cardTitle(item, t);
  const { name, title: role, department } = contact.organization;
  const under = [role, department, name === title ? null : name].filter(Boolean);
  return (
    <article className={classes.card}>
      <header className={classes.head}>
        <CardFace item={item} size={76} />
        <h2 className={classes.name} dir="auto">
          {title}
        </h2>
        {contact.nickname && (
          <p className={classes.under} dir="auto">
            “{contact.nickname}”
          </p>
        )}
        {under.map((line) => (
          <p key={line} className={classes.under} dir="auto">
            {line}
          </p>
        ))}
      </header>
      {item.unlinkedBefore && (
        <p className={classes.before}>
          <IconRotate2 size={15} stroke={1.7} aria-hidden />
          {t(item.reason === 'duplicate' ? 'card.duplicate' : 'card.unlinkedBefore')}
        </p>
      )}
      {item.madeHere && (
        <p className={classes.before}>
          <IconRotate2 size={15} stroke={1.7} aria-hidden />
          {t('card.madeHere')}
        </p>
      )}
      {sections.length === 0 && item.groupNames.length === 0 && (
        <p className={classes.bare}>{t('card.bare')}</p>
      )}
      {sections.map((entries) => (
        <dl key={entries[0]!.key} className={classes.section}>
          {entries.map(({ key, label, value, primary }) => (
            <div key={key} className={classes.entry}>
              <dt className={classes.label} dir="auto">
                {label}
                {primary && <span className={classes.primary}>{t('label.primary')}</span>}
              </dt>
              <dd className={classes.value} dir="auto">
                {value}
              </dd>
            </div>
          ))}
        </dl>
      ))}
      {item.groupNames.length > 0 && (
        <div className={classes.groups}>
          <IconUsers size={15} stroke={1.7} aria-hidden />
          <span className="unseen">{t('card.groups')}</span>
          {item.groupNames.map((group) => (
            <span key={group} className={classes.group} dir="auto">
              {group}
            </span>
          ))}
        </div>
      )}
    </article>
  );
}

/** Sections that hold something, in the order phones show them. */
function useSections(contact: Contact): Entry[][] {
  const { t, i18n } = useTranslation('queue');
  const words = useLabelWords();
  const wordFor = usePlaceWords();
  const labelled = (values: LabelledValue[], property: 'phone' | 'email' | 'url'): Entry[] =>
    values.map(({ value, label, primary }, at) => ({
      key: `${property} ${at}`,
      label: words(label, property),
      value,
      primary: primary && values.length > 1,
    }));
  const { notes } = contact;
  return [
    labelled(contact.phones, 'phone'),
    labelled(contact.emails, 'email'),
    contact.addresses.map((address, at) => ({
      key: `address ${at}`,
      label: words(address.label, 'address'),
      value: addressLines(address),
    })),
    labelled(contact.urls, 'url'),
    propertiesOf('date').flatMap((property) => {
      const date = contact[property];
      if (!date) return [];
      return [{ key: property, label: t(`label.${property}`), value: dateWords(date, i18n.language) }];
    }),
    notes ? [{ key: 'notes', label: t('label.notes'), value: notes }] : [],
    (contact.extras ?? []).map(({ kind, label, value }, at) => ({
      key: `extra ${at}`,
      label: wordFor(kind, label),
      value,
    })),
  ].filter((entries) => entries.length > 0);
}

/** As on an envelope, without guessing a country's order: street, then town, then country. */
function addressLines({ street, poBox, postalCode, city, state, country }: PostalAddress): string {
  const town = [postalCode, city, state].filter(Boolean).join(' ');
  return [street, poBox, town, country].filter(Boolean).join('\n');
}

function dateWords({ year, month, day }: PlainDate, language: string): string {
  // Noon, so that no time zone moves the day; a leap year, so that 29 February exists without a year.
  const date = new Date(year ?? 2000, month - 1, day, 12);
  const options = { day: 'numeric', month: 'long', ...(year ? { year: 'numeric' as const } : {}) } as const;
  return new Intl.DateTimeFormat(regional(language), options).format(date);
}
