/** Whether a key pressed here is meant for something else: text being typed, or a dialog. */
export function isBusy(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null;
  return (
    Boolean(
      element?.closest('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]'),
    ) || document.querySelector('[role=dialog]') !== null
  );
}
