// Reads a list from its first page to its last.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "google/directory/api_caller.hpp"
#include "google/directory/decoders.hpp"
#include "google/directory/page_chain.hpp"

namespace gup::google {

/// A paginated method of the directory.
template <typename Item>
struct PagedMethod {
  /// Google's name: "users.list".
  std::string_view name;
  CallKind kind = CallKind::list;
  /// The URL of a page; an empty token is the first page.
  std::function<std::string(const std::string& page_token)> url;
  std::function<Page<Item>(std::string_view body)> decode;
};

/// Receives the pages of a list.
template <typename Item>
struct PageReceiver {
  /// `more`: another page follows. Returns false to stop reading.
  std::function<bool(std::vector<Item> page, bool more)> on_page;
  /// The page tokens expired, so the list is read from the beginning: drops the earlier pages. Returns false
  /// to stop reading instead.
  std::function<bool()> on_restart;
};

/// Reads a list to its end, or until the receiver stops. Restarts it once if a page token expires. Returns
/// why the object cannot be read if that is not a failure. A list of one object that cannot end, or whose
/// page tokens expire twice, is `failing`; any other such list is an error. Errors: as `ApiCaller::get`.
template <typename Item>
[[nodiscard]] boost::asio::awaitable<std::optional<Unreadable>> read_list(ApiCaller& api,
                                                                          PagedMethod<Item> method,
                                                                          PageReceiver<Item> receiver) {
  PageChain chain(method.name);
  bool restarted = false;
  bool more = true;
  while (more) {
    Page<Item> page;
    bool expired = false;
    try {
      ApiRequest request{{method.name, method.kind, chain.continued()}, method.url(chain.token())};
      const auto unreadable =
          co_await api.get(std::move(request), [&](std::string_view body) { page = method.decode(body); });
      if (unreadable) co_return unreadable;
    } catch (const InvalidRequest&) {
      if (!chain.continued()) throw;
      if (restarted && method.kind == CallKind::object) co_return Unreadable::failing;
      if (restarted) throw;
      expired = true;
    }
    if (expired) {
      restarted = true;
      chain = PageChain(method.name);
      more = receiver.on_restart();
    } else {
      bool has_next = false;
      try {
        has_next = chain.advance(std::move(page.next_page_token));
      } catch (const Failure&) {
        if (method.kind != CallKind::object) throw;
        co_return Unreadable::failing;
      }
      more = receiver.on_page(std::move(page.items), has_next) && has_next;
    }
  }
  co_return std::nullopt;
}

}  // namespace gup::google
