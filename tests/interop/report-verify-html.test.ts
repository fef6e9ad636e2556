import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Evidence } from '../../src/ades/evidence.ts';
import { type Examination, rejudge, unreadable } from '../../src/examination/index.ts';
import { Fault } from '../../src/fault/fault.ts';
import { verifyHtmlDocument, verifyHtmlFrame } from '../../src/report/verify-html.ts';
import { addToSummary, NOTHING_VERIFIED } from '../../src/report/verify-summary.ts';
import type { Policy } from '../../src/validation/index.ts';
import { LANGUAGES, type Language } from '../../src/words/catalogue.ts';
import { temporaryFolder } from '../support/kyso.ts';
import { missing, requireTool } from '../support/tools.ts';
import { makeWorld } from '../support/world.ts';
import { HOSTILE } from '../unit/report/sample.ts';
import { documentStamp, signed, token, trusting } from '../unit/validation/evidence.ts';

const AT = new Date('2026-11-23T02:00:00Z');

describe.skipIf(missing('chromium'))('the page of kyso verify in Chromium', () => {
  let browser: Browser;
  let policy: Policy;
  let documents: Examination[];

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: requireTool('chromium'),
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    const world = await makeWorld({ at: AT, people: ['clerk', { name: 'gone', revoked: AT }] });
    policy = trusting(world);
    const judged = (path: string, ...all: Evidence[]) =>
      rejudge(
        { path, sha256: 'ab'.repeat(32), signatures: all.map((evidence) => ({ evidence })) },
        policy,
        AT,
      );
    const changesAfter = [
      { class: 'signature', revision: 2, objects: [4], permitted: true },
      { class: 'document-timestamp', revision: 3, objects: [5], permitted: true },
    ] as const;
    documents = [
      judged(
        'good.pdf',
        signed(
          world,
          'clerk',
          { revisions: 3, coversWholeFile: false, changesAfter },
          { timestamps: [token(world, AT)] },
        ),
        documentStamp(world, AT, [0, 1500, 1600, 400], 3),
      ),
      judged('unsigned.pdf'),
      judged('open.pdf', signed(world, 'gone')),
      judged('broken.pdf', signed(world, 'clerk', {}, { messageDigest: 'differs' })),
      judged(
        `"><img src=x onerror=alert(2)>${HOSTILE}.pdf`,
        signed(world, 'clerk', {
          id: HOSTILE,
          said: { Reason: HOSTILE },
          changesAfter: [
            {
              class: 'other',
              revision: 2,
              objects: [4],
              permitted: false,
              details: [{ what: 'field-filled', data: { field: HOSTILE } }],
            },
          ],
        }),
      ),
      unreadable('bad.pdf', new Fault('DOCUMENT_MALFORMED', { what: 'xref-loop' })),
    ];
  });
  afterAll(() => browser?.close());

  function html(of: readonly Examination[], language: Language): string {
    const parts = of.map((examined) => verifyHtmlDocument(examined, policy, language));
    const counts = parts[0]!.map((_, group) => parts.filter((part) => part[group] !== '').length);
    const summary = of.reduce(addToSummary, NOTHING_VERIFIED);
    const [opening, ...after] = verifyHtmlFrame(summary, counts, language, AT);
    const groups = after.map((text, group) => parts.map((part) => part[group]).join('') + text);
    return opening + groups.join('');
  }

  /** The page from a file; whatever it asks for beyond itself, and whatever it complains of. */
  async function opened(text: string, o: { colorScheme?: 'dark' | 'light' } = {}) {
    const path = join(temporaryFolder(), 'check.html');
    writeFileSync(path, text);
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...o });
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('dialog', (dialog) => {
      complaints.push(dialog.message());
      return dialog.dismiss();
    });
    await page.goto(`file://${path}`);
    return { page, requests, complaints };
  }
  const names = (page: Page) => page.locator('details.doc > summary').allTextContents();

  test('stands alone in both languages, and what documents say stays text', async () => {
    for (const language of LANGUAGES) {
      const { page, requests, complaints } = await opened(html(documents, language));
      expect(requests).toHaveLength(1);
      expect(complaints).toEqual([]);
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      expect(await page.locator('script, img, iframe, [onerror]').count()).toBe(0);
      const text = await page.evaluate(() => document.body.textContent);
      expect(text).toContain('<script>alert(1)</script>');
      expect(text).not.toMatch(/undefined|\[object|(?<!\\u)\{\w+\}|\u202e/);
      await page.close();
    }
  });

  test('shows first what needs somebody, opened; what passed is one line with its signer', async () => {
    const { page } = await opened(html(documents, 'vi'));
    const headings = await page.locator('h2').allInnerTexts();
    expect(headings).toEqual([
      'Không hợp lệ (2)',
      'Không đọc được (1)',
      'Chưa kết luận được (1)',
      'Chưa ký số (1)',
      'Hợp lệ (1)',
    ]);
    expect((await names(page))[0]).toContain('broken.pdf');
    expect((await names(page)).at(-1)).toMatch(/good\.pdf\s*clerk, Kyso Test/);
    const broken = page.locator('details.doc', { hasText: 'broken.pdf' });
    await expect
      .poll(() => broken.getByText('nội dung không còn như khi ký').first().isVisible())
      .toBe(true);
    expect(await broken.locator('dl.why').innerText()).toMatch(
      /căn cứ EN 319 102-1 mục 5\.2\.7\.4/,
    );
    const good = page.locator('details.doc', { hasText: 'good.pdf' });
    expect(await good.evaluate((one) => (one as HTMLDetailsElement).open)).toBe(false);
    await good.locator('summary').first().click();
    await good.locator('section > details > summary').first().click();
    await expect.poll(() => good.getByText('CN=Kyso Test Root').first().isVisible()).toBe(true);
    expect(await good.innerText()).not.toContain('CV-SIGNATURE');
    expect(await broken.textContent()).toContain('CV-SIGNATURE');
    const all = verifyHtmlDocument(documents[0]!, policy, 'vi', true).join('');
    expect(all).toContain('CV-SIGNATURE');
    expect(await good.innerText()).toContain('phiên bản 2: chữ ký');
    await page.close();
  });

  test('the figures on top lead to their groups', async () => {
    const { page } = await opened(html(documents, 'en'));
    const figures = page.locator('.groups a');
    expect(await figures.allInnerTexts()).toEqual([
      expect.stringMatching(/^2\s+Not valid$/),
      expect.stringMatching(/^1\s+Can’t be read$/),
      expect.stringMatching(/^1\s+Undecided$/),
      expect.stringMatching(/^1\s+Not signed$/),
      expect.stringMatching(/^1\s+Valid$/),
    ]);
    for (const link of await figures.all()) {
      const target = await link.getAttribute('href');
      expect(await page.locator(`h2${target}`).count()).toBe(1);
    }
    const loose = await page.evaluate(
      () => [...document.querySelectorAll('th')].filter((th) => !th.scope).length,
    );
    expect(loose).toBe(0);
    await page.close();
  });

  test('is light or dark as the reader’s system is, and fits a narrow screen with everything open', async () => {
    const text = html(documents, 'vi');
    const [light, dark] = await Promise.all([
      opened(text, { colorScheme: 'light' }),
      opened(text, { colorScheme: 'dark' }),
    ]);
    const background = (page: Page) =>
      page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(await background(light.page)).not.toBe(await background(dark.page));
    await light.page.setViewportSize({ width: 390, height: 800 });
    const fits = await light.page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
      return document.documentElement.scrollWidth <= window.innerWidth;
    });
    expect(fits).toBe(true);
    await Promise.all([light.page.close(), dark.page.close()]);
  });

  test('stays usable with thousands of documents', async () => {
    const many = Array.from({ length: 2000 }, (_, i) => ({ ...documents[0]!, path: `${i}.pdf` }));
    const { page } = await opened(html([...many, documents[3]!], 'vi'));
    expect(await page.locator('details.doc').count()).toBe(2001);
    expect((await names(page))[0]).toContain('broken.pdf');
    await page.locator('.groups a').last().click();
    const last = page.locator('details.doc').last();
    await last.locator('summary').first().click();
    await expect.poll(() => last.getByText('PAdES-B-T').first().isVisible()).toBe(true);
    await page.close();
  });
});
