#include "net/feed.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/whole_number.hpp"

namespace aan::net {
namespace {

// A reader that takes no more than this lags behind, and is told the rest when it has caught up.
constexpr std::size_t kWaitingBytesMax = std::size_t{64} << 10U;
// Browsers come back after so long when a stream ended.
constexpr std::string_view kHello = "retry: 2000\n\n";
constexpr std::string_view kAlive = ": \n\n";

std::unexpected<Error> no_number() {
  return refuse(Errc::invalid, "feed", "Last-Event-ID is the id of an event: a whole number.",
                "last_event_id");
}

Result<std::optional<std::int64_t>> last_seen_by(const Request& request) {
  using Seen = std::optional<std::int64_t>;
  std::string text{trim(request.header("last-event-id").value_or(""))};
  // A browser that comes back sends both, and the header is the newer one.
  if (text.empty()) text = request.query("after").value_or("");
  if (text.empty()) return Seen{};
  const Seen number = parse_whole_number(text);
  if (!number || *number < 0) return no_number();
  return number;
}

}  // namespace

Result<Response> Feed::answer(const Request& request, Reader reader) {
  FeedBegin begin = AAN_TRY(begin_(AAN_TRY(last_seen_by(request))));
  if (request.method == Method::head)
    return Response::stream(std::make_shared<Stream>(0), "text/event-stream");
  return Response::stream(AAN_TRY(enter(std::move(begin), std::move(reader))), "text/event-stream");
}

Result<SharedStream> Feed::enter(FeedBegin begin, Reader reader) {
  const std::scoped_lock lock(places_mutex_);
  if (is_closed_)
    return refuse(Errc::unavailable, "feed", "The shop is closing. Please try again in a moment.");
  forget_gone();
  const auto of_this_one = std::ranges::count_if(
      places_, [&](const auto& place) { return place->reader.name == reader.name; });
  if (places_.size() >= kStreamsMax || of_this_one >= static_cast<std::ptrdiff_t>(kStreamsOfOneMax))
    return refuse(Errc::limited, "feed",
                  "Too many streams of events are open: close one that is not read.",
                  "too_many_streams");
  auto stream = std::make_shared<Stream>(kWaitingBytesMax);
  stream->write(std::string(kHello) + begin.greeting);
  const Duration now = clock_.mono();
  places_.push_back(
      std::make_shared<Place>(Place{stream, std::move(reader), begin.after, now, now}));
  return stream;
}

void Feed::forget_gone() {
  std::erase_if(places_, [](const auto& place) { return place->stream.expired(); });
}

Result<bool> Feed::step() {
  std::vector<std::shared_ptr<Place>> places;
  {
    const std::scoped_lock lock(places_mutex_);
    forget_gone();
    if (is_closed_) return false;
    places = places_;
  }
  Pieces pieces;  // most readers stand at the same place: it is read once for all of them
  bool is_more = false;
  for (const auto& place : places)
    if (const SharedStream stream = place->stream.lock())
      is_more |= AAN_TRY(tell(*place, *stream, pieces));
  return is_more;
}

// Nothing is put on top of what a reader has not taken yet: its place stays where it is.
Result<bool> Feed::tell(Place& place, Stream& stream, Pieces& pieces) {
  const Duration now = clock_.mono();
  if (place.reader.may_stay && now - place.asked_at >= kHeartbeat) {
    place.asked_at = now;
    if (!place.reader.may_stay()) {
      stream.end();
      return false;
    }
  }
  if (!stream.is_drained()) return false;
  auto at = pieces.find(place.after);
  if (at == pieces.end()) at = pieces.emplace(place.after, AAN_TRY(piece_(place.after))).first;
  const FeedPiece& piece = at->second;
  // Whoever has lost the right to hear it hears nothing more of it.
  if (!piece.text.empty() && place.reader.may_stay && place.asked_at < now) {
    place.asked_at = now;
    if (!place.reader.may_stay()) {
      stream.end();
      return false;
    }
  }
  if (!piece.text.empty() && stream.write(piece.text)) {
    place.after = piece.last;
    place.spoken_at = now;
    return piece.is_more;
  }
  if (piece.text.empty() && now - place.spoken_at >= kHeartbeat && stream.write(kAlive))
    place.spoken_at = now;
  return false;
}

void Feed::close() {
  const std::scoped_lock lock(places_mutex_);
  is_closed_ = true;
  for (const auto& place : places_)
    if (const SharedStream stream = place->stream.lock()) stream->end();
  places_.clear();
}

std::size_t Feed::open() const {
  const std::scoped_lock lock(places_mutex_);
  return static_cast<std::size_t>(
      std::ranges::count_if(places_, [](const auto& place) { return !place->stream.expired(); }));
}

}  // namespace aan::net
