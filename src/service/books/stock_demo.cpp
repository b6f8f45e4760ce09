#include "service/books/stock_demo.hpp"

#include <algorithm>

#include "base/codec.hpp"
#include "base/file.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "crypto/hash.hpp"

namespace aan::service {
namespace {

std::unexpected<Error> wrong(const DemoText& text, std::size_t line, const std::string& what) {
  return refuse(Errc::invalid, "demo",
                std::string(text.file_name) + ", line " + std::to_string(line) + ": " + what);
}

std::vector<std::string> names(std::string_view value) {
  std::vector<std::string> all;
  for (const std::string_view one : split(value, ';')) all.emplace_back(trim(one));
  return all;
}

// A UUID of version 8 from the text's name, so that the EPUB is the same on every machine.
std::string stable_uuid(std::string_view name) {
  std::string h = hex(crypto::sha256(std::string("demo book ") + std::string(name))).substr(0, 32);
  h[12] = '8';
  h[16] = 'a';
  return "urn:uuid:" + h.substr(0, 8) + "-" + h.substr(8, 4) + "-" + h.substr(12, 4) + "-" +
         h.substr(16, 4) + "-" + h.substr(20);
}

Result<> set_field(ParsedDemo& demo, std::string_view key, std::string_view value,
                   const Asset& currency) {
  ports::Manuscript& m = demo.manuscript;
  const std::string text{value};
  if (key == "title")
    m.title = text;
  else if (key == "subtitle")
    m.subtitle = text;
  else if (key == "author")
    m.authors = names(value);
  else if (key == "translator")
    m.translators = names(value);
  else if (key == "language")
    m.language = text;
  else if (key == "publisher")
    m.publisher = text;
  else if (key == "rights")
    m.rights = text;
  else if (key == "published")
    m.published = text;
  else if (key == "description")
    m.description = text;
  else if (key == "subjects")
    m.subjects = names(value);
  else if (key == "series") {
    const auto bar = value.find('|');
    m.series = trim(value.substr(0, bar));
    if (bar != std::string_view::npos) m.series_position = trim(value.substr(bar + 1));
  } else if (key == "price") {
    if (value == "free")
      demo.price = Money{0, currency};
    else
      demo.price = AAN_TRY(parse_decimal(value, currency));
  } else {
    return refuse(Errc::invalid, "demo", "unknown field " + std::string(key));
  }
  return {};
}

}  // namespace

Result<ParsedDemo> parse_demo(const DemoText& text, const Asset& currency) {
  ParsedDemo demo;
  demo.manuscript.identifier = stable_uuid(text.file_name);
  std::string_view rest = text.text;
  for (std::size_t line = 1;; ++line) {
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) return wrong(text, line, "no --- before the text");
    const std::string_view row = trim(rest.substr(0, end));
    rest.remove_prefix(end + 1);
    if (row == "---") break;
    const auto colon = row.find(':');
    if (colon == std::string_view::npos) return wrong(text, line, "not a field");
    auto set = set_field(demo, row.substr(0, colon), trim(row.substr(colon + 1)), currency);
    if (!set) return wrong(text, line, set.error().detail);
  }
  const ports::Manuscript& m = demo.manuscript;
  if (m.title.empty() || m.authors.empty() || m.language.empty() || m.description.empty())
    return wrong(text, 1, "title, author, language and description are needed");
  demo.manuscript.body = trim(rest);
  return demo;
}

Result<std::int64_t> stock_demo(const Room& room, Ingest& ingest, ports::DocumentWriter& writer,
                                std::span<const DemoText> texts,
                                const std::function<bool(std::size_t, std::size_t)>& progress) {
  struct Item {
    ParsedDemo demo;
    std::string_view file_name;
  };
  std::vector<Item> items;
  for (const DemoText& text : texts)
    items.push_back({AAN_TRY(parse_demo(text, room.currency)), text.file_name});
  std::ranges::sort(items, {}, [](const Item& i) { return i.demo.manuscript.published; });
  std::int64_t added = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Item& item = items[i];
    const std::string key = "stocked/" + std::string(item.file_name);
    bool is_stocked = false;
    AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
      is_stocked = AAN_TRY(at.records().find("demo", key)).has_value();
      return {};
    }));
    if (!is_stocked) {
      const std::string epub = AAN_TRY(writer.write_epub(item.demo.manuscript));
      const FileDescriptor file = AAN_TRY(memory_file(epub));
      std::string name{item.file_name};
      if (const auto dot = name.rfind('.'); dot != std::string::npos) name.resize(dot);
      const IngestReport report =
          AAN_TRY(ingest.ingest(file.get(), name + ".epub", item.demo.price));
      if (report.verdict == IngestVerdict::refused)
        return fail(Errc::internal, "demo", name + ": " + report.notes.front());
      AAN_TRY(room.store.write("demo.stocked", [&](ports::UnitOfWork& unit) {
        return unit.records().put("demo", key, report.work_id);
      }));
      ++added;
    }
    if (!progress(i + 1, items.size())) break;
  }
  return added;
}

Result<> refuse_in_demo(const Room& room) {
  bool is_demo = false;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    is_demo = AAN_TRY(at.records().find("shop", "demo")).has_value();
    return {};
  }));
  if (!is_demo) return {};
  return refuse(Errc::conflict, "demo",
                "This data directory belongs to the demonstration, which takes in no other books. "
                "Give your shop a folder of its own with --data.",
                "demonstration");
}

}  // namespace aan::service
