#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "net/response.hpp"

namespace aan::net {

inline constexpr std::size_t kStreamsMax = 256;      ///< of a feed
inline constexpr std::size_t kStreamsOfOneMax = 16;  ///< of one reader's
inline constexpr Duration kHeartbeat = Duration::seconds(15);

/// What comes after a place of a feed.
struct FeedPiece {
  std::string text;       ///< lines of `text/event-stream`; empty: nothing yet
  std::int64_t last = 0;  ///< where it ends: what comes after that is the next piece
  bool is_more = false;   ///< there is something after it now
};

/// Where a reader begins.
struct FeedBegin {
  std::int64_t after = 0;
  std::string greeting;  ///< lines that it is told first; may be empty
};

/// A feed of numbered events for any number of readers (server-sent events): each reads on from the
/// id that it saw last, at its own pace, and none costs a thread. Thread-safe.
class Feed {
 public:
  struct Reader {
    std::string name;  ///< whose streams are counted together
    /// Asked with each heartbeat; false ends the stream: a right that ended, ends it too.
    std::function<bool()> may_stay;
  };
  /// `piece`: what comes after a number. `begin`: where a reader begins that saw this last, or
  /// nothing so far. Both are called on threads of the shop's own, `begin` on those of the route.
  Feed(std::function<Result<FeedPiece>(std::int64_t after)> piece,
       std::function<Result<FeedBegin>(std::optional<std::int64_t> last_seen)> begin,
       const Clock& clock)
      : piece_(std::move(piece)), begin_(std::move(begin)), clock_(clock) {}

  /// A stream for whoever asks, from `Last-Event-ID` or the field `after` of the query on. Errors:
  /// invalid "last_event_id", limited "too_many_streams", unavailable while the shop closes.
  Result<Response> answer(const Request& request, Reader reader);
  /// Tells every reader what is new, and now and then that the feed lives. By one thread. True:
  /// there is more at once. Errors: of `piece`.
  Result<bool> step();
  /// Ends every stream; nobody gets another.
  void close();
  [[nodiscard]] std::size_t open() const;

 private:
  struct Place {
    std::weak_ptr<Stream> stream;
    Reader reader;
    std::int64_t after = 0;
    Duration spoken_at;  ///< of the last bytes
    Duration asked_at;   ///< of `may_stay`
  };
  using Pieces = std::map<std::int64_t, FeedPiece>;
  Result<SharedStream> enter(FeedBegin begin, Reader reader);
  void forget_gone();
  Result<bool> tell(Place& place, Stream& stream, Pieces& pieces);

  const std::function<Result<FeedPiece>(std::int64_t)> piece_;
  const std::function<Result<FeedBegin>(std::optional<std::int64_t>)> begin_;
  const Clock& clock_;
  mutable std::mutex places_mutex_;  // guards what follows
  std::vector<std::shared_ptr<Place>> places_;
  bool is_closed_ = false;
};

}  // namespace aan::net
