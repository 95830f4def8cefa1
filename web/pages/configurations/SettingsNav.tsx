// Above every page of the settings: where it belongs, and the other pages beside it.
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './SettingsNav.module.css';

export function SettingsNav() {
  const { t } = useTranslation(['frame', 'configurations', 'layout']);
  return (
    <nav className={classes.nav} aria-label={t('frame:place.settings')}>
      <Link to="/settings/configurations" className={classes.page}>
        {t('configurations:title')}
      </Link>
      <Link to="/settings/layout" className={classes.page} activeOptions={{ includeSearch: false }}>
        {t('layout:title')}
      </Link>
    </nav>
  );
}
