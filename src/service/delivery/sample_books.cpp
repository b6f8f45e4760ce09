#include "service/delivery/sample_books.hpp"

#include "base/codec.hpp"
#include "base/text.hpp"
#include "crypto/hash.hpp"
#include "service/browsing/browse.hpp"
#include "service/delivery/derived_content.hpp"

namespace aan::service {
namespace {

constexpr std::string_view kArea = "sample_epub";
constexpr std::string_view kWay = "2";  // raised when samples are made another way
constexpr std::size_t kDayBytes = 10;
constexpr std::size_t kRightsBytesMax = 2000;

// The same book has the same name wherever its sample is.
std::string identifier_of(const catalog::Edition& edition) {
  std::string digits = hex(crypto::sha256("sample|" + edition.id.value)).substr(0, 32);
  digits[12] = '8';  // a UUID of its own making (RFC 9562)
  digits[16] = 'a';
  for (const std::size_t at : {20U, 16U, 12U, 8U}) digits.insert(at, "-");
  return "urn:uuid:" + digits;
}

ports::SampleBook sample_of(const SampleView& view, const Shop& shop) {
  const catalog::Work& work = view.book.work;
  const catalog::Edition& edition = view.book.edition;
  ports::SampleBook sample;
  sample.identifier = identifier_of(edition);
  sample.title = work.title;
  sample.subtitle = work.subtitle;
  for (const catalog::Contributor& one : work.contributors) {
    if (one.role == catalog::ContributorRole::author) sample.authors.push_back(one.name);
    if (one.role == catalog::ContributorRole::translator) sample.translators.push_back(one.name);
    if (!one.sort_name.empty() && one.sort_name != one.name)
      sample.sort_names[one.name] = one.sort_name;
  }
  sample.language = edition.language;
  sample.publisher = edition.publisher;
  sample.rights = std::string(utf8_prefix(edition.rights, kRightsBytesMax));
  if (edition.published.size() == kDayBytes) sample.published = edition.published;
  sample.xhtml = view.xhtml;
  if (!shop.url.empty()) sample.book_address = shop.url + "/books/" + percent_encode(work.slug);
  return sample;
}

std::string digest_of(const ports::SampleBook& sample, const catalog::Edition& edition) {
  std::string all = std::string(kWay) + "|" + sample.title + "|" + sample.subtitle + "|" +
                    sample.language + "|" + sample.publisher + "|" + sample.rights + "|" +
                    sample.published + "|" + sample.book_address + "|" + edition.cover.text() +
                    "|" + sample.xhtml;
  for (const std::string& name : sample.authors) all += "|" + name;
  for (const std::string& name : sample.translators) all += "|" + name;
  for (const auto& [name, sort_name] : sample.sort_names) all += "|" + name + "|" + sort_name;
  return hex(crypto::sha256(all));
}

}  // namespace

bool has_sample_file(const catalog::Edition& edition) {
  return edition.sample && edition.sample_pictures.empty();
}

Result<> forget_sample_file(ports::UnitOfWork& unit, const catalog::EditionId& id) {
  return forget_derived(unit, kArea, id.value);
}

Result<SampleFile> SampleBooks::open(std::string_view slug) {
  const SampleView view = AAN_TRY(view_sample(room_, pictures_, slug));
  if (!has_sample_file(view.book.edition))
    return refuse(Errc::not_found, "sample", "This sample is pages of pictures.", "no_sample");
  ports::SampleBook sample = sample_of(view, shop_);
  const std::string made_of = digest_of(sample, view.book.edition);
  const std::string name = view.book.work.slug + "-sample.epub";
  const std::string key = view.book.edition.id.value;
  const auto open_kept = [&]() -> Result<std::optional<SampleFile>> {
    const auto kept = AAN_TRY(find_derived(room_, kArea, key));
    if (!kept || kept->made_of != made_of || !kept->content) return std::nullopt;
    auto blob = room_.blobs.open(*kept->content);
    if (!blob) return std::nullopt;
    return std::optional(SampleFile{*std::move(blob), name});
  };
  if (auto kept = AAN_TRY(open_kept())) return *std::move(kept);
  const Makings::Making making = AAN_TRY(makings_.begin(std::string(kArea) + " " + key));
  if (auto kept = AAN_TRY(open_kept())) return *std::move(kept);
  const ports::OpenBlob cover = AAN_TRY(pictures_.open(view.book.edition.cover));
  sample.cover_jpeg = AAN_TRY(read_all(cover.file, cover.info.size));
  const auto made = AAN_TRY(room_.blobs.put_bytes(AAN_TRY(writer_.write_sample(sample))));
  AAN_TRY(keep_derived(room_, kArea, key, {made_of, made.cid}));
  return SampleFile{AAN_TRY(room_.blobs.open(made.cid)), name};
}

}  // namespace aan::service
