#include "domain/catalog/reading_copy.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "domain/catalog/frame.hpp"
#include "domain/catalog/sample_rules.hpp"
#include "domain/catalog/text_parts.hpp"

namespace aan::catalog {
namespace {

constexpr std::string_view kMark = "AANREAD1";
constexpr std::size_t kFieldsMax = 200'000;
constexpr std::size_t kPlaceBytesMax = 10;
constexpr char kBetween = '\x1f';

std::unexpected<Error> corrupt() {
  return fail(Errc::corrupt, "reading.copy", "not a reading copy of this program");
}

std::string hex_digits(std::uint64_t number) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string digits(8, '0');
  for (std::size_t at = digits.size(); at > 0; number >>= 4) digits[--at] = kDigits[number & 15];
  return digits;
}

// Calls `seen` with each name of ours that is an id there. A text that looks like one may be seen
// too: what it names is there besides, or nothing leads to it.
template <class Seen>
void for_each_place(std::string_view markup, Seen seen) {
  constexpr std::string_view kId = " id=\"";
  for (std::size_t at = markup.find(kId); at != markup.npos; at = markup.find(kId, at)) {
    at += kId.size();
    const std::string_view near = markup.substr(at, kPlaceBytesMax + 1);
    if (const std::string_view place = near.substr(0, near.find('"')); is_book_place(place))
      seen(place);
  }
}

std::uint64_t document_in(std::string_view markup, std::uint64_t before) {
  std::uint64_t number = 0;
  for_each_place(markup, [&](std::string_view place) {
    if (number == 0 && place.starts_with('s'))
      std::from_chars(place.data() + 1, place.data() + place.size(), number);
  });
  return number == 0 ? before : number;
}

// A book without a letter is pictures: each has a page of its own, and all are as long.
std::vector<TextPart> picture_parts(std::string_view markup) {
  constexpr std::string_view kOpen = "<section";
  constexpr std::string_view kClose = "</section>";
  std::vector<TextPart> parts;
  const std::string_view root = markup.substr(0, markup.find('>') + 1);
  for (std::size_t at = markup.find(kOpen); at != markup.npos;) {
    const std::size_t close = markup.find(kClose, at);
    if (close == markup.npos) break;
    const std::size_t end = close + kClose.size();
    parts.push_back({"", std::string(root) + std::string(markup.substr(at, end - at)) + "</div>"});
    at = markup.find(kOpen, end);
  }
  return parts;
}

std::string joined(std::initializer_list<std::uint64_t> numbers) {
  std::string line;
  for (const std::uint64_t number : numbers) line += std::to_string(number) + kBetween;
  return line;
}

std::int64_t share_of(const ReadingIndex& index, std::uint64_t characters) {
  if (index.characters == 0) return 0;
  return static_cast<std::int64_t>(characters * static_cast<std::uint64_t>(kWholeBook) /
                                   index.characters);
}

// `count` numbers, and what stands behind them.
Result<std::string> numbers_of(std::string_view line, std::initializer_list<std::uint64_t*> into) {
  for (std::uint64_t* number : into) {
    const std::size_t end = line.find(kBetween);
    if (end == line.npos) return corrupt();
    const auto [rest, error] = std::from_chars(line.data(), line.data() + end, *number);
    if (error != std::errc{} || rest != line.data() + end) return corrupt();
    line.remove_prefix(end + 1);
  }
  return std::string(line);
}

}  // namespace

std::uint64_t characters_of(std::string_view markup) {
  std::uint64_t count = 0;
  bool is_tag = false;
  for (const char c : markup) {
    if (c == '<') is_tag = true;
    // Bytes that go on a character are none.
    if (!is_tag && (static_cast<unsigned char>(c) & 0xc0) != 0x80) ++count;
    if (c == '>') is_tag = false;
  }
  return count;
}

std::string encode_reading_copy(const BookText& text) {
  const bool is_pictures = !text.pictures.empty() && characters_of(text.html) == 0;
  const std::vector<TextPart> parts =
      is_pictures ? picture_parts(text.html) : text_parts(text.html);
  FrameWriter index;
  std::string body;
  std::string places;
  std::uint64_t document = 1;
  for (std::size_t page = 0; page < parts.size(); ++page) {
    const TextPart& part = parts[page];
    document = document_in(part.markup, document);
    index.put(FieldTag::book_page,
              joined({body.size(), part.markup.size(), is_pictures ? 1 : characters_of(part.markup),
                      document}) +
                  part.title);
    for_each_place(part.markup, [&](std::string_view place) {
      // A section that goes on over several pages begins on the first of them.
      places += std::string(place) + " " + std::to_string(page) + "\n";
    });
    body += part.markup;
  }
  for (const std::string& picture : text.pictures) {
    index.put(FieldTag::book_slice, joined({body.size(), picture.size()}));
    body += picture;
  }
  for (const ReadingEntry& entry : text.contents)
    index.put(FieldTag::book_entry, joined({static_cast<std::uint64_t>(entry.depth)}) +
                                        entry.place + kBetween + entry.title);
  index.put(FieldTag::book_places, places);
  const std::string written = std::move(index).finish();
  return std::string(kMark) + hex_digits(written.size()) + written + body;
}

Result<std::size_t> parse_reading_head(std::string_view head) {
  if (head.size() != kReadingHeadBytes || !head.starts_with(kMark)) return corrupt();
  std::size_t bytes = 0;
  const auto [end, error] =
      std::from_chars(head.data() + kMark.size(), head.data() + head.size(), bytes, 16);
  if (error != std::errc{} || end != head.data() + head.size()) return corrupt();
  return bytes;
}

Result<ReadingIndex> parse_reading_index(std::string_view bytes) {
  ReadingIndex index;
  const std::uint64_t begin = kReadingHeadBytes + bytes.size();
  for (const FrameField& field : AAN_TRY(parse_frame(bytes, kFieldsMax))) {
    if (field.tag == FieldTag::book_page) {
      ReadingPage page;
      page.title = AAN_TRY(numbers_of(
          field.bytes, {&page.text.offset, &page.text.length, &page.characters, &page.document}));
      page.text.offset += begin;
      index.characters += page.characters;
      index.bytes = page.text.offset + page.text.length;
      index.pages.push_back(std::move(page));
    } else if (field.tag == FieldTag::book_slice) {
      ReadingSlice slice;
      AAN_TRY(numbers_of(field.bytes, {&slice.offset, &slice.length}));
      slice.offset += begin;
      index.bytes = slice.offset + slice.length;
      index.pictures.push_back(slice);
    } else if (field.tag == FieldTag::book_entry) {
      std::uint64_t depth = 0;
      const std::string rest = AAN_TRY(numbers_of(field.bytes, {&depth}));
      const std::size_t at = rest.find(kBetween);
      if (at == rest.npos) return corrupt();
      index.contents.push_back({rest.substr(at + 1), static_cast<int>(depth), rest.substr(0, at)});
    } else if (field.tag == FieldTag::book_places) {
      for (const std::string_view line : split(field.bytes, '\n')) {
        const std::size_t blank = line.find(' ');
        if (blank == line.npos) continue;
        std::size_t page = 0;
        std::from_chars(line.data() + blank + 1, line.data() + line.size(), page);
        index.places.emplace(std::string(line.substr(0, blank)), page);
      }
    } else {
      return corrupt();
    }
  }
  if (index.pages.empty()) return corrupt();
  return index;
}

std::int64_t share_before(const ReadingIndex& index, std::size_t page) {
  std::uint64_t before = 0;
  for (std::size_t at = 0; at < page && at < index.pages.size(); ++at)
    before += index.pages[at].characters;
  return share_of(index, before);
}

std::int64_t share_at(const ReadingIndex& index, std::size_t page) {
  return page + 1 >= index.pages.size() ? kWholeBook : share_before(index, page);
}

std::size_t page_at(const ReadingIndex& index, std::int64_t share, std::uint64_t document) {
  std::size_t first = 0;
  std::size_t last = index.pages.size() - 1;
  if (document > 0) {
    // From the page on which it begins to the last one that does not begin behind it.
    const auto behind = std::ranges::find_if(
        index.pages, [&](const ReadingPage& page) { return page.document > document; });
    last = behind == index.pages.begin()
               ? 0
               : static_cast<std::size_t>(behind - index.pages.begin()) - 1;
    first = last;
    if (const auto place = index.places.find("s" + std::to_string(document));
        place != index.places.end())
      first = std::min(place->second, last);
  }
  std::size_t page = first;
  std::uint64_t before = 0;
  for (std::size_t at = 0; at < page; ++at) before += index.pages[at].characters;
  while (page < last && share_of(index, before += index.pages[page].characters) <= share) ++page;
  return page;
}

}  // namespace aan::catalog
