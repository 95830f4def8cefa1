// The look in one place: neutral paper greys, one ink-blue for action, green, amber and red only for state.
import {
  type ActionIconProps,
  type ButtonProps,
  type CheckboxProps,
  type CloseButtonProps,
  type CSSVariablesResolver,
  createTheme,
  type LoaderProps,
  type MantineColorsTuple,
  type MenuProps,
  mergeThemeOverrides,
  type PopoverProps,
  type SelectProps,
  type SwitchProps,
  type TabsProps,
  type TooltipProps,
} from '@mantine/core';

// biome-ignore format: one line per ramp reads as a ramp
const ink: MantineColorsTuple = ['#eef2fa', '#dde5f4', '#b9c9e8', '#98afdd', '#7c99d4', '#5a7bc4', '#4464b3', '#33519b', '#2a4484', '#1f3468'];
// biome-ignore format: one line per ramp reads as a ramp
const gray: MantineColorsTuple = ['#f8f7f4', '#f2f0ec', '#e8e5df', '#dbd7cf', '#c8c3b9', '#a8a39a', '#6a665e', '#57544d', '#3b3935', '#23221f'];
// biome-ignore format: one line per ramp reads as a ramp
const dark: MantineColorsTuple = ['#ebe8e2', '#cbc7bf', '#aaa69e', '#96928a', '#413f3b', '#33312e', '#262522', '#1b1a18', '#161513', '#100f0e'];
// biome-ignore format: one line per ramp reads as a ramp
const red: MantineColorsTuple = ['#fbe9e7', '#f6d2ce', '#eeb0aa', '#f2938b', '#e06a60', '#cf4a40', '#bf3a31', '#b0261f', '#8f1d18', '#6e1612'];

/** Defaults of a component by its name alone: naming the component itself would put all of them before the first screen. */
const given = <Props>(defaultProps: Partial<Props>) => ({ defaultProps });

const modal = {
  styles: { title: { fontWeight: 600, fontSize: 16 } },
  centered: true,
  radius: 'lg',
  shadow: 'md',
  transitionProps: { duration: 120 },
  overlayProps: { backgroundOpacity: 0.35 },
};

const theme = createTheme({
  fontFamily: '"Inter Variable", "Noto Sans", system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  defaultRadius: 'md',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '24px', lineHeight: '32px' },
      h2: { fontSize: '16px', lineHeight: '24px' },
      h3: { fontSize: '14px', lineHeight: '20px' },
    },
  },
  colors: { ink, gray, dark, red },
  primaryColor: 'ink',
  // White on either reaches AA; the contrast colour of a button is worked out from the light one alone.
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: given<ButtonProps>({ size: 'sm', fw: 550 }),
    ActionIcon: given<ActionIconProps>({ variant: 'subtle', color: 'gray', size: 32 }),
    Checkbox: given<CheckboxProps>({ radius: 'xs', size: 'xs' }),
    Loader: given<LoaderProps>({ size: 'sm' }),
    // Inside its landmark, where screen readers expect it.
    Menu: given<MenuProps>({
      shadow: 'sm',
      transitionProps: { duration: 100 },
      withinPortal: false,
      withInitialFocusPlaceholder: false,
    }),
    Popover: given<PopoverProps>({ shadow: 'sm', transitionProps: { duration: 100 } }),
    Select: given<SelectProps>({ allowDeselect: false, comboboxProps: { shadow: 'sm' } }),
    Switch: given<SwitchProps>({ withThumbIndicator: false }),
    Tabs: given<TabsProps>({ keepMounted: false }),
    Tooltip: given<TooltipProps>({ openDelay: 400, events: { hover: true, focus: true, touch: false } }),
  },
});

/** Close buttons have no words of their own; without a name in the reader's language they are a critical axe violation. */
export function themeWith(close: string) {
  // The types of default props leave out attributes.
  // A dialog's head is no banner of the page.
  const attributes = { header: { role: 'none' } };
  const closeButtonProps: Partial<CloseButtonProps> = { ...({ 'aria-label': close } as object) };
  return mergeThemeOverrides(
    theme,
    createTheme({
      components: {
        CloseButton: given<CloseButtonProps>(closeButtonProps),
        Notification: given<object>({ closeButtonProps, withBorder: true }),
        Modal: given<object>({ ...modal, closeButtonProps, attributes }),
        Drawer: given<object>({
          closeButtonProps,
          attributes,
          styles: modal.styles,
          overlayProps: modal.overlayProps,
        }),
      },
    }),
  );
}

/**
 * Besides Mantine's own: `--paper` (the page), `--surface` (a sheet on it), `--sunken` (what lies below), `--line` and
 * `--line-strong` (borders), `--edge` (of what can be pressed or filled in, and a switch that is off: 3 to 1 on every ground,
 * which `tests/browser/frame.test.ts` measures), `--quiet` (secondary text), `--selected`, and `--good`, `--warn`, `--bad` as
 * text colours of states. Every text colour reaches AA on paper, surface and sunken.
 */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: { '--frame-side': '228px', '--frame-head': '56px' },
  light: {
    '--paper': '#fbfaf8',
    '--surface': '#ffffff',
    '--sunken': '#f3f1ed',
    '--line': '#e6e3dc',
    '--line-strong': '#cfcac0',
    '--quiet': '#66625a',
    '--selected': '#eaf0fa',
    '--edge': '#8b867d',
    '--good': '#1f6b3f',
    '--warn': '#8a5300',
    '--bad': '#b0261f',
    '--good-soft': '#e6f2ea',
    '--warn-soft': '#fbf0dc',
    '--bad-soft': '#fbe9e7',
    '--mantine-color-body': '#fbfaf8',
    '--mantine-color-text': '#23221f',
    '--mantine-color-dimmed': '#66625a',
    '--mantine-color-placeholder': '#6f6b63',
    '--mantine-color-default-border': '#d6d1c8',
    '--mantine-color-error': '#b0261f',
    '--mantine-color-anchor': '#33519b',
  },
  dark: {
    '--paper': '#1b1a18',
    '--surface': '#22211f',
    '--sunken': '#161513',
    '--line': '#34322f',
    '--line-strong': '#4a4843',
    '--quiet': '#aaa69e',
    '--selected': '#26314a',
    '--edge': '#827e75',
    '--good': '#7fcf9c',
    '--warn': '#e8b35e',
    '--bad': '#f2938b',
    '--good-soft': '#1d3226',
    '--warn-soft': '#3a2d17',
    '--bad-soft': '#3d2321',
    '--mantine-color-body': '#1b1a18',
    '--mantine-color-text': '#ebe8e2',
    '--mantine-color-dimmed': '#aaa69e',
    '--mantine-color-placeholder': '#96928a',
    '--mantine-color-default-border': '#413f3b',
    '--mantine-color-error': '#f2938b',
    '--mantine-color-anchor': '#98afdd',
    // Mantine's own is darker than the sheet it stands on.
    '--mantine-color-ink-light': '#26314a',
    '--mantine-color-ink-light-hover': '#2e3b59',
    '--mantine-color-ink-light-color': '#b9c9e8',
  },
});
