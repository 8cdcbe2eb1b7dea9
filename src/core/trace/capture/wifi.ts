import { u8, u16In } from "./octets.ts";
import { u16 } from "./octets.ts";
import { byEtherType, type Layer } from "./packet.ts";
import type { Skips } from "./skips.ts";

/** IEEE 802.11: data frames in the clear, with LLC and SNAP behind a header of 24 to 36 octets. */
export function wifi(skips: Skips): Layer {
  return (packet) => {
    const { bytes, from } = packet;
    const control = u16In(bytes, from, true);
    if ((control & 0x0c) !== 0x08) return "done";
    const subtype = (control >> 4) & 0xf;
    if (subtype & 4) return "done";
    if (control & 0x4000) {
      skips.frame("wifi-encrypted", packet.frame);
      return "done";
    }
    const fourAddresses = (control & 0x0300) === 0x0300;
    const quality = (subtype & 8) !== 0;
    let at = from + (fourAddresses ? 30 : 24);
    if (quality) at += (control & 0x8000) === 0 ? 2 : 6;
    // Some drivers pad the header to four octets.
    if (u16(bytes, at) !== 0xaaaa && u16(bytes, at + 2) === 0xaaaa) at += 2;
    if (u16(bytes, at) !== 0xaaaa || u8(bytes, at + 2) !== 3) return "done";
    packet.from = at + 8;
    return byEtherType(u16(bytes, at + 6));
  };
}
