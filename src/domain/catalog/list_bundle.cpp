#include "domain/catalog/list_bundle.hpp"

#include "domain/catalog/book_record_frame.hpp"
#include "domain/catalog/frame.hpp"

namespace aan::catalog {
namespace {

constexpr std::size_t kFieldsMax = kListBundleBooksMax + kListTermsMax + 16;

std::unexpected<Error> malformed(const char* why) {
  return fail(Errc::upstream_malformed, "list_bundle.parse", why);
}

Result<std::string> line(const FrameField& field) {
  if (!is_clean_line(field.bytes)) return malformed("a line with unclean text");
  return std::string(field.bytes);
}

Result<ListTerms> parse_terms(std::string_view frame) {
  ListTerms terms;
  for (const FrameField& field : AAN_TRY(parse_frame(frame, 2))) {
    if (field.tag == FieldTag::list_price)
      terms.price = AAN_TRY(line(field));
    else if (field.tag == FieldTag::list_currency)
      terms.currency = AAN_TRY(line(field));
    else
      return malformed("an unknown field of a price");
  }
  return terms;
}

Result<> put_field(ListBundle& bundle, const FrameField& field) {
  switch (field.tag) {
    case FieldTag::list_source: bundle.source = AAN_TRY(line(field)); return {};
    case FieldTag::list_key: bundle.key = AAN_TRY(line(field)); return {};
    case FieldTag::list_slug: bundle.slug = AAN_TRY(line(field)); return {};
    case FieldTag::title: bundle.title = AAN_TRY(line(field)); return {};
    case FieldTag::description:
      if (!is_clean_text(field.bytes, kParagraphBytesMax)) return malformed("an unclean text");
      bundle.description = std::string(field.bytes);
      return {};
    case FieldTag::list_terms: bundle.terms.push_back(AAN_TRY(parse_terms(field.bytes))); return {};
    case FieldTag::list_work_id: bundle.books.push_back(AAN_TRY(line(field))); return {};
    case FieldTag::list_hidden:
      bundle.is_hidden = AAN_TRY(parse_frame_number(field.bytes)) != 0;
      return {};
    default: return malformed("an unknown field of a bundle");
  }
}

}  // namespace

std::string encode_list_bundle(const ListBundle& bundle) {
  FrameWriter out;
  out.put_some(FieldTag::list_source, bundle.source).put_some(FieldTag::list_key, bundle.key);
  out.put_some(FieldTag::list_slug, bundle.slug).put_some(FieldTag::title, bundle.title);
  out.put_some(FieldTag::description, bundle.description);
  for (const ListTerms& one : bundle.terms) {
    FrameWriter terms;
    terms.put_some(FieldTag::list_price, one.price);
    terms.put_some(FieldTag::list_currency, one.currency);
    out.put(FieldTag::list_terms, std::move(terms).finish());
  }
  for (const std::string& book : bundle.books) out.put(FieldTag::list_work_id, book);
  if (bundle.is_hidden) out.put_number(FieldTag::list_hidden, 1);
  return std::move(out).finish();
}

Result<ListBundle> parse_list_bundle(std::string_view frame) {
  ListBundle bundle;
  for (const FrameField& field : AAN_TRY(parse_frame(frame, kFieldsMax)))
    AAN_TRY(put_field(bundle, field));
  if (bundle.source.empty() || bundle.key.empty() || bundle.title.empty())
    return malformed("a bundle without a name");
  return bundle;
}

}  // namespace aan::catalog
