import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../src/http/contract/accounts.ts';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { providerName } from '../../components/ProviderMark.tsx';
import { signsInElsewhere } from './connect/sign-in.ts';
import { isProviderAway } from './health.ts';
import { SignInAgain } from './sign-in/SignInNotice.tsx';

/** Books of the account that fail while it works, each with the way out. */
function BookProblems({ account }: { account: Account }) {
  const { t } = useTranslation('accounts');
  return account.books.map(
    ({ id, name, problem }) =>
      problem && (
        <ProblemNotice key={id} problem={problem} about={name || t('wizard.unnamedBook')} tone="warn" />
      ),
  );
}

/** What keeps the account from working, with the way out. Nothing while all is well. */
export function AccountProblem({ account }: { account: Account }) {
  const { t } = useTranslation('accounts');
  const { t: own } = useTranslation(`providers/${account.provider}`);
  const provider = providerName(account.provider);
  if (account.state === 'paused' && !isProviderAway(account)) return null;
  if (!account.problem) return <BookProblems account={account} />;
  if (account.state === 'sign-in-needed' && signsInElsewhere(account.provider)) {
    const ended = {
      code: 'account-sign-in',
      title: t('signInNeeded.titleElsewhere', { provider }),
      meaning: t('signInNeeded.meaning'),
      action: t('signInNeeded.actionElsewhere', { provider }),
    };
    return (
      <ProblemNotice problem={account.problem.code === 'contacts-withdrawn' ? account.problem : ended}>
        <SignInAgain account={account} />
      </ProblemNotice>
    );
  }
  const wantsPassword = account.state === 'sign-in-needed';
  // The catalogue words a refused password for somebody who is just connecting; here edits are waiting.
  const problem = wantsPassword
    ? {
        code: 'account-sign-in',
        title: t('signInNeeded.title', { name: account.name }),
        meaning: t('signInNeeded.meaning'),
        action: own('signInAgain'),
      }
    : account.problem;
  return (
    <ProblemNotice problem={problem} tone={wantsPassword ? 'bad' : 'warn'}>
      {wantsPassword && (
        <Button
          size="xs"
          variant="default"
          renderRoot={(props) => (
            <Link
              to="/accounts/$id/{-$tab}"
              params={{ id: account.id, tab: 'settings' }}
              hash="sign-in"
              {...props}
            />
          )}
        >
          {t('giveSignIn')}
        </Button>
      )}
    </ProblemNotice>
  );
}
