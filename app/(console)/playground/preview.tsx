'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { attributesOf, type Choices, themeOf } from './choices.ts';

interface PreviewProps {
  choices: Choices;
  getToken: () => Promise<string>;
  onEvent: (event: Event) => void;
  /** Grows by one each time that the modal is to be opened. */
  opened: number;
}

const attributeNames = ['locale', 'phrases', 'view', 'slug', 'layout'];

/** Sets up the element as a page of the vendor would: by attributes and properties, nothing else. */
function setUp(tab: Element, choices: Choices): void {
  const attributes = attributesOf(choices);
  for (const name of attributeNames) {
    const value = attributes[name];
    if (value === undefined) tab.removeAttribute(name);
    else if (tab.getAttribute(name) !== value) tab.setAttribute(name, value);
  }
  Reflect.set(tab, 'theme', themeOf(choices));
  const { style } = tab.ownerDocument.documentElement;
  style.setProperty('color-scheme', choices.mode || 'light dark');
  style.setProperty('background', choices.surface || 'canvas');
}

/** The real tab, in a frame as wide as a device. The frame is of our own origin, so the page here plays the vendor's. */
export function Preview({ choices, getToken, onEvent, opened }: PreviewProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const host = useRef({ choices, getToken, onEvent });
  const [tab, setTab] = useState<Element | null>(null);
  useEffect(() => {
    host.current = { choices, getToken, onEvent };
  });

  const take = useCallback(() => {
    const page = frame.current?.contentDocument;
    const found = page?.querySelector('portico-integrations');
    if (!page || !found) return;
    page.body.style.setProperty('margin', '16px');
    // A page of the vendor has a font, and the tab is in it.
    page.body.style.setProperty('font-family', 'system-ui, sans-serif');
    // Every event of the tab goes this way, whatever its name.
    const dispatch = found.dispatchEvent.bind(found);
    found.dispatchEvent = (event) => {
      host.current.onEvent(event);
      return dispatch(event);
    };
    setUp(found, host.current.choices);
    Reflect.set(found, 'getToken', () => host.current.getToken());
    setTab(found);
  }, []);
  // The frame may have loaded before this script did.
  useEffect(() => {
    if (frame.current?.contentDocument?.readyState === 'complete') take();
  }, [take]);

  useEffect(() => {
    if (tab) setUp(tab, choices);
  }, [tab, choices]);
  useEffect(() => {
    if (tab && choices.layout === 'modal' && choices.view === '') tab.toggleAttribute('open', opened > 0);
  }, [tab, choices.layout, choices.view, opened]);

  return (
    <iframe
      ref={frame}
      title="Preview of the tab"
      src="/portal/frame/playground"
      onLoad={take}
      className="block h-[42rem] max-w-full rounded-panel border border-line bg-surface"
      style={{ width: choices.width ? `${choices.width}px` : '100%' }}
    />
  );
}
