import { useTranslation } from 'react-i18next';
import { providerName } from '../../components/ProviderMark.tsx';

/** What is asked for, as people say it. */
export function useWishWords(): (wish: string) => string {
  const { t } = useTranslation('access');
  return (wish) => {
    const [, what, id] = /^(provider|approval)\.(.+)$/.exec(wish) ?? [];
    return what
      ? t(`wish.${what}`, { name: providerName(id!) })
      : t(`permission.${wish}`, { defaultValue: wish });
  };
}
