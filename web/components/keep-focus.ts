// The focus falls to the beginning of the page when what has it goes away or cannot be pressed: a button that is busy, a row
// that was decided, a page that was left. Here it goes on from where one was: to the same control once it can be pressed
// again, else to what stands beside it, else to the nearest heading.

/** No field to type into: a phone would raise its keyboard, and keys that decide would be text. */
const PRESSABLE =
  'a[href], button:not(:disabled), input:is([type=checkbox], [type=radio]):not(:disabled), [tabindex="0"]';

interface Place {
  element: HTMLElement;
  /** What it stood in, from the inside out, each with what came after it and before it. */
  around: { node: Element; after: Element | null; before: Element | null }[];
}

function placeOf(element: HTMLElement): Place {
  const around: Place['around'] = [];
  for (let node: Element | null = element; node && node !== document.body; node = node.parentElement)
    around.push({ node, after: node.nextElementSibling, before: node.previousElementSibling });
  return { element, around };
}

const isShown = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true });

const pressableIn = (element: Element | null | undefined): HTMLElement | undefined =>
  element?.isConnected
    ? [element, ...element.querySelectorAll<HTMLElement>(PRESSABLE)].find(
        (each): each is HTMLElement => each.matches(PRESSABLE) && isShown(each),
      )
    : undefined;

/** Where somebody goes on who was at `place`. */
function successorOf({ around }: Place): HTMLElement | undefined {
  const gone = Math.max(
    0,
    around.findLastIndex(({ node }) => !node.isConnected),
  );
  const { after, before } = around[gone]!;
  const stands = around.slice(gone + 1).map(({ node }) => node);
  const isPage = stands.length === 0 || stands[0]!.contains(document.querySelector('#main'));
  const beside = isPage ? undefined : (pressableIn(after) ?? pressableIn(before) ?? pressableIn(stands[0]));
  const heading = () =>
    [...stands, document.querySelector('#main')]
      .map((node) => node?.querySelector<HTMLElement>('h1, h2, h3'))
      .find((each) => each && isShown(each));
  return beside ?? heading() ?? undefined;
}

/** From now on. Returns how to end it. */
export function keepFocus(): () => void {
  let last: Place | undefined;
  const remember = ({ target }: FocusEvent) => {
    if (target instanceof HTMLElement) last = placeOf(target);
  };
  // Whoever presses elsewhere leaves on purpose.
  const forget = ({ target }: PointerEvent) => {
    if (!(target instanceof Node && document.activeElement?.contains(target))) last = undefined;
  };
  const goOn = () => {
    if (!last || document.activeElement !== document.body) return;
    const { element } = last;
    if (element.isConnected && element.matches('[data-loading]')) return;
    const stays = element.isConnected && isShown(element) && !element.matches(':disabled');
    const next = stays ? element : successorOf(last);
    // An open dialog has the focus, or is about to.
    const dialog = document.querySelector('[role=dialog]');
    if (dialog && next && !dialog.contains(next)) return;
    if (next?.matches('h1, h2, h3')) next.tabIndex = -1;
    next?.focus({ preventScroll: true });
  };
  // Pages that say themselves where one goes on have said so two frames later.
  const inTwoFrames = (act: () => void) => requestAnimationFrame(() => requestAnimationFrame(act));
  const observer = new MutationObserver(() => {
    if (last && document.activeElement === document.body) inTwoFrames(goOn);
  });
  document.addEventListener('focusin', remember);
  document.addEventListener('pointerdown', forget, { capture: true });
  observer.observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['disabled', 'data-loading'],
  });
  return () => {
    document.removeEventListener('focusin', remember);
    document.removeEventListener('pointerdown', forget, { capture: true });
    observer.disconnect();
  };
}
