#include "worker/epub/reader.hpp"

#include "base/text.hpp"
#include "worker/epub/contents.hpp"
#include "worker/epub/limits.hpp"
#include "worker/epub/metadata.hpp"
#include "worker/epub/package.hpp"
#include "worker/epub/plain_text.hpp"
#include "worker/epub/reading_order.hpp"
#include "worker/epub/resources.hpp"
#include "worker/epub/sample.hpp"

namespace aan::worker::epub {
namespace {

constexpr std::string_view kMediaType = "application/epub+zip";
constexpr std::size_t kMimetypeBytesMax = 256;

void check_mimetype(Archive& archive, std::vector<std::string>& warnings) {
  const auto mimetype = archive.read("mimetype", kMimetypeBytesMax);
  if (!mimetype || trim(*mimetype) != kMediaType)
    warnings.emplace_back(
        "The file does not say that it is an EPUB (its mimetype is missing or "
        "different); some reading systems will refuse it.");
  else if (archive.first_name() != "mimetype")
    warnings.emplace_back(
        "The mimetype is not the first entry of the archive; some reading "
        "systems will refuse the file.");
}

void read_flags(const Package& package, catalog::BookRecord& record) {
  for (const ManifestItem& item : package.manifest) {
    const std::string properties = " " + item.properties + " ";
    record.has_scripts |= properties.find(" scripted ") != std::string::npos ||
                          item.media_type.find("javascript") != std::string::npos ||
                          item.media_type.find("ecmascript") != std::string::npos;
    record.has_remote_resources |=
        item.remote || properties.find(" remote-resources ") != std::string::npos;
  }
}

Result<> check_reading_order(const Package& package, std::vector<std::string>& warnings) {
  const LeftOut out = left_out(package);
  if (out.is_all_lost)
    return refuse(Errc::invalid, "epub.text",
                  "Not one chapter of this book can be read: " + out.why + ".");
  if (out.steps > 0)
    warnings.push_back(out.why + "; " + std::to_string(out.steps) + " of " +
                       std::to_string(out.all) + (out.steps == 1 ? " steps is" : " steps are") +
                       " left out.");
  return {};
}

}  // namespace

Result<EpubFacts> read_epub(Archive& archive) {
  EpubFacts facts;
  AAN_TRY(check_encryption(archive));
  const Package package = AAN_TRY(read_package(archive));
  check_mimetype(archive, facts.warnings);
  if (!package.is_legible)
    facts.warnings.emplace_back(
        "The letters of the package document are in an encoding that cannot be read.");
  facts.record = read_metadata(package, facts.warnings);
  if (facts.record.title.empty())
    return refuse(Errc::invalid, "epub.metadata", "This EPUB has no title in its metadata.");
  facts.record.contents = read_contents(archive, package, facts.warnings);
  read_flags(package, facts.record);
  AAN_TRY(check_reading_order(package, facts.warnings));
  if (std::string missing = missing_resources(archive, package); !missing.empty())
    facts.remarks.push_back(std::move(missing));

  TextReading reading = AAN_TRY(read_text(archive, package, facts.record.language));
  facts.record.words = reading.words;
  if (reading.words == 0 && reading.warnings.empty())
    facts.warnings.emplace_back(
        "The book has no text: no sample can be made of it, and no words are found in it.");
  facts.record.has_scripts |= reading.has_scripts;
  facts.record.has_remote_resources |= reading.has_remote_resources;
  facts.sample_html = std::move(reading.sample_html);
  if (!reading.no_sample.empty()) facts.remarks.push_back(std::move(reading.no_sample));
  for (std::string& warning : reading.warnings) facts.warnings.push_back(std::move(warning));

  if (std::string damaged = damaged_resources(archive, package); !damaged.empty())
    facts.warnings.push_back(std::move(damaged));
  facts.covers = find_covers(archive, package);
  if (facts.warnings.size() > kWarningsMax) facts.warnings.resize(kWarningsMax);
  return facts;
}

}  // namespace aan::worker::epub
