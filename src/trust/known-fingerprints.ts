/**
 * SHA-256 fingerprints of authorities' certificates that were seen published, by name. They are shown beside a
 * certificate as "published elsewhere": a help to compare, no proof, and no one is trusted for being here.
 */
export const KNOWN_FINGERPRINTS: Readonly<Record<string, string>> = {
  f04ba4b459a7c9a1b971ad9b1cb833e695a80c79aea63b174b66a70edfe2fdb8:
    'RootCA chuyên dùng Chính phủ G2',
  d8cab7a4aef92e6bb2509d7c61cee7b44f3731b2d21074963530277b366fae4b:
    'CA phục vụ các cơ quan Nhà nước G2',
  f7bc89054cec7f12730d7b8cd3eb7955b163835087e5eb873edfb584763b3f90:
    'Co quan chung thuc so chuyen dung Chinh phu (RootCA)',
  bac8bf609ab420a8ee1780d74f4de5c7f7184959d2a7375b0a75e4c29f0908e7: 'Vietnam National Root CA',
};
