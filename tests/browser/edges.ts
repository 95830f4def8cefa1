// What of a control must be seen without its words stands out from its ground, 3 to 1 (WCAG 1.4.11): edges of fields and
// of outlined buttons, boxes, switches, the ring of the focus, and signs that stand for words.
import type { Page } from 'playwright-core';

/** What is fainter, with its figure; in the colours that the page has now. */
export const faintOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    type Colour = [red: number, green: number, blue: number, alpha: number];
    const ENOUGH = 3;
    const faint = new Set<string>();
    const painter = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
    const known = new Map<string, Colour>();
    const read = (css: string): Colour => {
      let colour = known.get(css);
      if (!colour) {
        painter.clearRect(0, 0, 1, 1);
        painter.fillStyle = css;
        painter.fillRect(0, 0, 1, 1);
        const [red, green, blue, alpha] = painter.getImageData(0, 0, 1, 1).data;
        colour = [red!, green!, blue!, alpha! / 255];
        known.set(css, colour);
      }
      return colour;
    };
    const over = (above: Colour, below: Colour): Colour => {
      const mixed = (at: 0 | 1 | 2) => above[at] * above[3] + below[at] * (1 - above[3]);
      return [mixed(0), mixed(1), mixed(2), 1];
    };
    const groundOf = (element: Element | null): Colour => {
      if (!element) return read('Canvas');
      const own = read(getComputedStyle(element).backgroundColor);
      return own[3] === 1 ? own : over(own, groundOf(element.parentElement));
    };
    const light = ([red, green, blue]: Colour) => {
      const linear = (value: number) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      };
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    };
    const contrast = (one: Colour, other: Colour) => {
      const [low, high] = [light(one), light(other)].toSorted((left, right) => left - right);
      return (high! + 0.05) / (low! + 0.05);
    };
    const named = (element: Element) =>
      `${element.tagName.toLowerCase()} “${(element.getAttribute('aria-label') || element.textContent || element.className.toString()).trim().slice(0, 40)}”`;
    const isShown = (element: Element) =>
      !element.closest('.unseen, :disabled, [data-disabled], [aria-disabled=true], [inert]') &&
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      element.getBoundingClientRect().width > 2;
    const expectStrong = (
      what: string,
      element: Element,
      ...against: [ground: Colour, ...parts: Colour[]]
    ) => {
      const [ground, ...parts] = against;
      const found = Math.max(0, ...parts.map((part) => contrast(over(part, ground), ground)));
      if (found < ENOUGH) faint.add(`${what} of ${named(element)}: ${found.toFixed(2)}`);
    };
    const FIELD = 'textarea, select, input:not([type=checkbox], [type=radio], [type=file], [type=hidden])';
    const hasEdge = (element: Element) => {
      const { borderBottomWidth, borderBottomStyle, borderBottomColor } = getComputedStyle(element);
      return (
        Number.parseFloat(borderBottomWidth) > 0 &&
        borderBottomStyle !== 'none' &&
        read(borderBottomColor)[3] > 0
      );
    };
    /** A field of several pieces is drawn by what is around its input. */
    const edgeAround = (field: Element) => {
      let around = field.parentElement;
      for (let up = 0; around && up < 3; up++, around = around.parentElement)
        if (hasEdge(around)) return around;
      return null;
    };

    for (const element of document.querySelectorAll<HTMLElement>(
      'input, textarea, select, label, button, [role=button], .mantine-Switch-track, a.mantine-Button-root, .mantine-RadioIndicator-indicator, .mantine-SegmentedControl-indicator',
    )) {
      if (!isShown(element)) continue;
      const edged = hasEdge(element) ? element : element.matches(FIELD) ? edgeAround(element) : null;
      // A button without an edge is known by its words; a field that can be filled in has nothing else.
      if (!edged) {
        if (element.matches(FIELD) && !(element as HTMLInputElement).readOnly)
          faint.add(`no edge of ${named(element)}`);
        continue;
      }
      const { borderBottomColor, backgroundColor } = getComputedStyle(edged);
      expectStrong(
        'edge',
        element,
        groundOf(edged.parentElement),
        read(borderBottomColor),
        read(backgroundColor),
      );
    }
    for (const sign of document.querySelectorAll<SVGElement>(
      'button svg, a svg, svg[aria-label], [role=img] svg',
    )) {
      const around = sign.closest('button, a, [role=img]') ?? sign;
      if (!isShown(sign) || !isShown(around) || around.textContent?.trim()) continue;
      const drawn = [...sign.querySelectorAll('path, line, circle, rect, polyline')].flatMap((shape) => {
        const { stroke, fill } = getComputedStyle(shape);
        return [stroke, fill].filter((colour) => colour !== 'none').map(read);
      });
      expectStrong('sign', around, groundOf(sign.parentElement), ...drawn);
    }
    return [...faint];
  });
