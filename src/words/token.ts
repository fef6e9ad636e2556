import { catalogue } from './catalogue.ts';

/** Words of `kyso token` and of asking for a PIN. */
export const tokenWords = catalogue({
  askPin: {
    en: 'PIN of token {device}, certificate of {subject}: ',
    vi: 'Mã PIN của thiết bị {device}, chứng thư số của {subject}: ',
  },
  askPassword: { en: 'Password of {device}: ', vi: 'Mật khẩu của {device}: ' },
  pinCountLow: {
    en: 'the last PIN given to this token was wrong: few tries are left',
    vi: 'lần nhập mã PIN trước trên thiết bị này đã sai: chỉ còn ít lần thử',
  },
  confirmFinalTry: {
    en: 'One more wrong PIN locks token {device}. Type yes to go on: ',
    vi: 'Sai mã PIN thêm một lần nữa thiết bị {device} sẽ bị khóa. Gõ có để tiếp tục: ',
  },
  yes: { en: 'yes', vi: 'có' },
});
