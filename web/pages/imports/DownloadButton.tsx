import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';

interface DownloadButtonProps {
  /** Of this server: nothing that a card says comes to stand here. */
  address: `/api/${string}`;
  onClick: () => void;
  children: React.ReactNode;
}

/** A file that the browser takes as the server writes it, however long it is. */
export function DownloadButton({ address, onClick, children }: DownloadButtonProps) {
  return (
    <Button
      component="a"
      href={address}
      download
      leftSection={<IconDownload size={16} stroke={1.7} aria-hidden />}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}
