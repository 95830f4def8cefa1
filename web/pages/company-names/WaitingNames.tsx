import { Button } from '@mantine/core';
import { IconBuilding } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { query } from '../../api.ts';

/** Above the companies: how many names wait for somebody to say what they are. Nothing while there are none. */
export function WaitingNames() {
  const { t } = useTranslation('companyNames');
  const { data: home } = useQuery(query('getHome'));
  if (!home?.companyNames) return null;
  return (
    <Button
      component={Link}
      to="/company-names"
      variant="light"
      leftSection={<IconBuilding size={16} stroke={1.7} aria-hidden />}
    >
      {t('waiting', { count: home.companyNames })}
    </Button>
  );
}
