// A QR code as one path of an SVG, a run of dark modules a rectangle. The library is loaded only where a sheet is printed.
// It must not know what is coded.

export interface QrCode {
  /** Modules a side, the quiet border counted in. */
  readonly size: number;
  readonly path: string;
}

// ISO/IEC 18004: four light modules around the code, or readers miss it.
const BORDER = 4;

/** @example await qrCode('https://example.org/sessions/PX-2026-0001/door') */
export const qrCode = async (text: string): Promise<QrCode> => {
  const { default: QRCode } = await import('qrcode');
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const { size } = modules;
  const runs: string[] = [];
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const from = x;
      while (x < size && modules.get(y, x)) x += 1;
      if (x > from) runs.push(`M${String(from + BORDER)} ${String(y + BORDER)}h${String(x - from)}v1h-${String(x - from)}z`);
    }
  }
  return { size: size + 2 * BORDER, path: runs.join('') };
};
