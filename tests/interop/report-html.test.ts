import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ratesHtml } from '../../src/report/rates-html.ts';
import { temporaryFolder } from '../support/kyso.ts';
import { missing, requireTool } from '../support/tools.ts';
import { auditedRow, HOSTILE, sampleReport } from '../unit/report/sample.ts';

describe.skipIf(missing('chromium'))('the HTML report in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: requireTool('chromium'),
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
  });
  afterAll(() => browser?.close());

  /** The page from a file; whatever it asks for beyond itself, and whatever it complains of. */
  async function opened(html: string, o: { colorScheme?: 'dark' | 'light' } = {}) {
    const path = join(temporaryFolder(), 'report.html');
    writeFileSync(path, html);
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
  const background = (page: Page) =>
    page.evaluate(() => getComputedStyle(document.body).backgroundColor);

  test('stands alone: one request, its style applied, nothing refused', async () => {
    const { page, requests, complaints } = await opened(ratesHtml(await sampleReport(), 'vi'));
    expect(requests).toHaveLength(1);
    expect(complaints).toEqual([]);
    expect(await page.title()).toBe('Tỷ lệ ký số, kỳ 2026-10');
    expect(await page.locator('html').getAttribute('lang')).toBe('vi');
    const radius = page
      .locator('.tile')
      .first()
      .evaluate((tile) => getComputedStyle(tile).borderRadius);
    expect(await radius).not.toBe('0px');
    await page.close();
  });

  test('shows the figures, and a click opens the documents behind them', async () => {
    const { page } = await opened(ratesHtml(await sampleReport(), 'vi'));
    const figures = await page.locator('.figure').allInnerTexts();
    expect(figures).toEqual(['98,03 %', '99,95 %', '99,95 %', '100,00 %']);
    const list = page.locator('details.agency', { hasText: 'H39.4' });
    expect(await list.evaluate((details) => (details as HTMLDetailsElement).open)).toBe(false);
    await page
      .locator('table.rates tbody tr', { hasText: 'H39.4' })
      .getByRole('link')
      .first()
      .click();
    await expect
      .poll(() => list.evaluate((details) => (details as HTMLDetailsElement).open))
      .toBe(true);
    await expect.poll(() => list.getByText('HASH_FAILURE').isVisible()).toBe(true);
    await page.close();
  });

  test('tables have captions by their headings, and headers with scope', async () => {
    const { page } = await opened(ratesHtml(await sampleReport(), 'en'));
    const loose = await page.evaluate(
      () => [...document.querySelectorAll('th')].filter((th) => !th.scope).length,
    );
    expect(loose).toBe(0);
    expect(await page.getByRole('region', { name: 'By agency' }).count()).toBeGreaterThan(0);
    expect(await page.locator('h1').count()).toBe(1);
    await page.close();
  });

  test('is light or dark as the reader’s system is, and wide tables do not widen the page', async () => {
    const html = ratesHtml(await sampleReport(), 'vi');
    const [light, dark] = await Promise.all([
      opened(html, { colorScheme: 'light' }),
      opened(html, { colorScheme: 'dark' }),
    ]);
    expect(await background(light.page)).not.toBe(await background(dark.page));
    await light.page.setViewportSize({ width: 390, height: 800 });
    expect(
      await light.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
    ).toBe(true);
    await Promise.all([light.page.close(), dark.page.close()]);
  });

  test('what documents say stays text', async () => {
    const rows = [
      auditedRow(0, {
        agency: HOSTILE,
        subject: HOSTILE,
        number: HOSTILE,
        organ_id: '"><img src=x onerror=alert(2)>',
        files: [{ path: `</table>${HOSTILE}`, sha256: '"onmouseover="alert(3)' }],
      }),
    ];
    const { page, requests, complaints } = await opened(ratesHtml(await sampleReport(rows), 'vi'));
    expect(requests).toHaveLength(1);
    expect(complaints).toEqual([]);
    expect(await page.locator('script, img, iframe, [onerror], [onmouseover]').count()).toBe(0);
    expect(await page.getByText('<script>alert(1)</script>').count()).toBeGreaterThan(0);
    await page.close();
  });

  test('prints on A4 portrait', async () => {
    const { page } = await opened(ratesHtml(await sampleReport(), 'vi'));
    const path = join(temporaryFolder(), 'report.pdf');
    await page.pdf({ path, preferCSSPageSize: true });
    const boxes = [
      ...readFileSync(path, 'latin1').matchAll(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/g),
    ];
    expect(boxes.length).toBeGreaterThan(0);
    for (const [, width, height] of boxes) {
      expect(Math.round(Number(width))).toBe(595);
      expect(Math.round(Number(height))).toBe(842);
    }
    await page.close();
  });
});
