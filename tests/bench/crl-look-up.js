// node crl-look-up.js LIST ISSUER ANCHOR SERIALS: what one list costs through the library, as JSON in ms and MB.
import { readFileSync } from 'node:fs';
import { readRevocationFiles } from '../../dist/edge/store/revocation-files.js';
import { anchorOf, readCertificate, readCrl, revocationOf } from '../../dist/pki/index.js';

const [list, issuerFile, anchorFile, ...files] = process.argv.slice(2);
const read = (path) => readCertificate(readFileSync(path));
const issuer = read(issuerFile);
const anchors = [anchorOf(read(anchorFile))];
const certificates = files.map(read);
const peak = () =>
  Number(/^VmHWM:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'latin1'))?.[1]) / 1024;
const times = [];
let started = performance.now();
const lap = () => {
  times.push(performance.now() - started);
  started = performance.now();
};
const before = peak();
started = performance.now();
const [der] = readRevocationFiles([list]).crls;
lap();
const crl = readCrl(der);
lap();
const data = { crls: [crl], ocsps: [], certificates: [], anchors };
const statuses = certificates.map((certificate) => {
  const { status } = revocationOf(certificate, issuer, data, new Date(crl.thisUpdate));
  lap();
  return status;
});
const [file, reading, ...questions] = times;
console.log(
  JSON.stringify({ statuses, before, peak: peak(), octets: der.length, file, reading, questions }),
);
