#include "web/frames.hpp"

#include "base/log.hpp"
#include "crypto/token.hpp"
#include "net/status.hpp"
#include "web/cart.hpp"

namespace aan::web {

Frame catalogue_frame(const Storefront& front, NavItem current, std::string canonical_path,
                      std::int64_t cart_count) {
  Frame frame;
  frame.shop_name = front.shop.name;
  frame.canonical_path = std::move(canonical_path);
  frame.current = current;
  frame.cart_count = cart_count;
  frame.catalogue_size = front.cache.catalogue_size();
  frame.contact = front.shop.contact;
  frame.is_sandbox = front.shop.is_sandbox;
  return frame;
}

Frame private_frame(const Storefront& front, const net::Request& request, NavItem current) {
  const auto cart = read_cart(front.room.keys, request);
  return catalogue_frame(front, current, {}, static_cast<std::int64_t>(cart.size()));
}

Cover cover_of(const crypto::Cid& thumb_160, const crypto::Cid& thumb_320,
               const crypto::Cid& thumb_640) {
  const auto path = [](const crypto::Cid& cid) {
    return cid.empty() ? std::string() : "/covers/" + cid.text() + ".jpg";
  };
  return {path(thumb_160), path(thumb_320), path(thumb_640)};
}

BookCard card_of(const catalog::BookSummary& book) {
  return {book.slug,
          book.title,
          book.subtitle,
          book.authors,
          book.language,
          book.series,
          book.series_position,
          book.price,
          book.formats,
          cover_of(book.thumb_160, book.thumb_320, book.thumb_640)};
}

BookCard card_of(const catalog::Work& work, const catalog::Edition& edition,
                 const std::vector<catalog::EditionFile>& files,
                 const std::optional<Money>& price) {
  BookCard card;
  card.slug = work.visibility == catalog::Visibility::listed ? work.slug : "";
  card.title = work.title;
  card.subtitle = work.subtitle;
  for (const catalog::Contributor& one : work.contributors)
    if (one.role == catalog::ContributorRole::author) card.authors.push_back(one.name);
  card.language = edition.language;
  card.series = work.series;
  card.series_position = work.series_position;
  card.price = price;
  for (const catalog::EditionFile& file : files) card.formats.push_back(file.format);
  card.cover = cover_of(edition.thumb_160, edition.thumb_320, edition.thumb_640);
  return card;
}

std::vector<BookCard> cards_of(const std::vector<catalog::BookSummary>& books) {
  std::vector<BookCard> cards;
  cards.reserve(books.size());
  for (const catalog::BookSummary& book : books) cards.push_back(card_of(book));
  return cards;
}

std::vector<PaymentChoice> choices_of(const Storefront& front) {
  std::vector<PaymentChoice> choices;
  for (const ports::PaymentProvider* provider : front.providers.all())
    choices.push_back({provider->describe().method, choices.empty(), std::nullopt});
  return choices;
}

std::string new_form_key(const Storefront& front) { return crypto::new_token(front.room.rng); }

std::string public_origin(const Storefront& front, const net::Request& request) {
  return front.shop.url.empty() ? request.origin() : front.shop.url;
}

net::Handler page(const Storefront& front, PageHandler handler) {
  return [&front, handler = std::move(handler)](const net::Request& request) {
    Result<net::Response> answer = handler(request);
    if (answer) return std::move(*answer);
    const Error& error = answer.error();
    const int status = net::status_of(error);
    if (status >= 500)
      log::error("page.failed", {{"request", request.request_id}, {"why", error.to_string()}});
    return render_error(front, request, status, error);
  };
}

}  // namespace aan::web
