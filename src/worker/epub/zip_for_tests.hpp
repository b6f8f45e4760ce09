#pragma once
#include <zlib.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace aan::worker::epub {

/// Writes zip files by hand, so that a test can make them lie.
class ZipForTests {
 public:
  struct Entry {
    std::string name;
    std::string bytes;
    bool deflated = false;
    std::uint16_t flags = 0;          ///< 1: encrypted
    std::uint16_t method = 0xffff;    ///< other than what it is
    std::int64_t declared_size = -1;  ///< other than what it is, in both headers
    std::string local_name;           ///< other than in the directory
    std::int64_t same_place_as = -1;  ///< no data of its own: points to an earlier entry
  };

  ZipForTests& add(Entry entry) {
    entries_.push_back(std::move(entry));
    return *this;
  }
  ZipForTests& add(std::string name, std::string bytes) {
    Entry entry;
    entry.name = std::move(name);
    entry.bytes = std::move(bytes);
    entry.deflated = entry.name != "mimetype";
    return add(std::move(entry));
  }

  [[nodiscard]] std::string bytes() const {
    std::string out, directory;
    std::vector<std::uint32_t> offsets;
    for (const Entry& entry : entries_) {
      const std::string data = entry.deflated ? deflated(entry.bytes) : entry.bytes;
      const std::string head = header(entry, data);
      if (entry.same_place_as >= 0) {
        offsets.push_back(offsets[static_cast<std::size_t>(entry.same_place_as)]);
      } else {
        offsets.push_back(static_cast<std::uint32_t>(out.size()));
        const std::string& name = entry.local_name.empty() ? entry.name : entry.local_name;
        out += "PK\x03\x04" + head + number(name.size(), 2) + number(0, 2) + name + data;
      }
      directory += "PK\x01\x02" + number(0x031e, 2) + head + number(entry.name.size(), 2) +
                   number(0, 2) + number(0, 2) + number(0, 2) + number(0, 2) + number(0, 4) +
                   number(offsets.back(), 4) + entry.name;
    }
    const std::size_t at = out.size();
    out += directory;
    out += "PK\x05\x06" + number(0, 2) + number(0, 2) + number(entries_.size(), 2) +
           number(entries_.size(), 2) + number(directory.size(), 4) + number(at, 4) + number(0, 2);
    return out;
  }

 private:
  static std::string number(std::uint64_t value, int size) {
    std::string out;
    for (int i = 0; i < size; ++i) out += static_cast<char>((value >> (8 * i)) & 0xff);
    return out;
  }

  // Version, flags, method, time, date, check sum, sizes: alike in both headers.
  static std::string header(const Entry& entry, const std::string& data) {
    const std::uint64_t sum = crc32(0, reinterpret_cast<const Bytef*>(entry.bytes.data()),
                                    static_cast<uInt>(entry.bytes.size()));
    const std::uint64_t size = entry.declared_size >= 0
                                   ? static_cast<std::uint64_t>(entry.declared_size)
                                   : entry.bytes.size();
    const std::uint64_t method = entry.method != 0xffff ? entry.method : entry.deflated ? 8 : 0;
    return number(20, 2) + number(entry.flags, 2) + number(method, 2) + number(0, 2) +
           number(0x21, 2) + number(sum, 4) + number(data.size(), 4) + number(size, 4);
  }

  static std::string deflated(const std::string& bytes) {
    z_stream stream = {};
    deflateInit2(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, bytes.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
  }

  std::vector<Entry> entries_;
};

inline constexpr const char* kContainerForTests =
    "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container' version='1.0'><rootfiles>"
    "<rootfile full-path='OPS/book.opf' media-type='application/oebps-package+xml'/></rootfiles>"
    "</container>";

/// A small good EPUB with a package document and one chapter of one's own.
inline ZipForTests epub_for_tests(const std::string& opf, const std::string& chapter) {
  ZipForTests zip;
  zip.add("mimetype", "application/epub+zip")
      .add("META-INF/container.xml", kContainerForTests)
      .add("OPS/book.opf", opf)
      .add("OPS/one.xhtml", chapter);
  return zip;
}

inline std::string opf_for_tests(const std::string& metadata, const std::string& manifest = {}) {
  return "<package xmlns='http://www.idpf.org/2007/opf' version='3.0' unique-identifier='id'>"
         "<metadata xmlns:dc='http://purl.org/dc/elements/1.1/' "
         "xmlns:opf='http://www.idpf.org/2007/opf'>" +
         metadata +
         "</metadata><manifest><item id='one' href='one.xhtml' "
         "media-type='application/xhtml+xml'/>" +
         manifest + "</manifest><spine><itemref idref='one'/></spine></package>";
}

}  // namespace aan::worker::epub
