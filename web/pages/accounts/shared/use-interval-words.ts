import { useTranslation } from 'react-i18next';

/** “15 minutes”, “hour”, “day”: what follows *every*. */
export function useIntervalWords(): (minutes: number) => string {
  const { t } = useTranslation('accounts');
  return (minutes) => {
    if (minutes === 1440) return t('settings.day');
    return minutes % 60 === 0
      ? t('settings.hours', { count: minutes / 60 })
      : t('settings.minutes', { count: minutes });
  };
}
