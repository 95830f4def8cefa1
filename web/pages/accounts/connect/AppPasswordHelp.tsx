import { IconKey } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PasswordProviderId } from '../../../../src/providers/manifests.ts';
import classes from './SignInStep.module.css';

/** Step by step, without a link: a password is typed at addresses one has typed oneself. */
export function AppPasswordHelp({ provider }: { provider: PasswordProviderId }) {
  const { t: own } = useTranslation(`providers/${provider}`);
  return (
    <aside className={classes.help}>
      <h3 className={classes.helpTitle}>
        <IconKey size={16} stroke={1.7} aria-hidden />
        {own('help.title')}
      </h3>
      <p>{own('help.why')}</p>
      <ol>
        {(own('help.steps', { returnObjects: true }) as string[]).map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p className="quiet">{own('help.note')}</p>
    </aside>
  );
}
