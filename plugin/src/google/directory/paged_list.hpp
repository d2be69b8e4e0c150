// Reading one list from its first page to its last.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "google/directory/page_chain.hpp"
#include "google/directory/page_decoder.hpp"
#include "google/transport/api_caller.hpp"

namespace gup::google {

/// A method that answers page by page.
template <typename Item>
struct PagedMethod {
  /// Google's name of it: "users.list".
  std::string_view name;
  CallKind kind = CallKind::list;
  /// The address of the page that a token stands for; of the first page for an empty token.
  std::function<std::string(const std::string& page_token)> address;
  Page<Item> (*decode)(std::string_view body);
};

/// The pages of one list, one after another. `api` must outlive it.
template <typename Item>
class PagedList {
 public:
  PagedList(ApiCaller& api, PagedMethod<Item> method)
      : api_(api), method_(std::move(method)), chain_(method_.name) {}

  /// Reads the next page; `more` tells whether another one follows. Answers why the object cannot be read, if
  /// that is no failure. Errors: as `ApiCaller::get`, and when the list cannot end.
  [[nodiscard]] boost::asio::awaitable<std::optional<Unreadable>> next(std::vector<Item>& items) {
    Page<Item> page;
    ApiRequest request{{method_.name, method_.kind, chain_.continued()}, method_.address(chain_.token())};
    const auto unreadable = co_await api_.get(
        std::move(request), [&page, this](std::string_view body) { page = method_.decode(body); });
    more_ = !unreadable && chain_.advance(std::move(page.next_page_token));
    items = std::move(page.items);
    co_return unreadable;
  }

  [[nodiscard]] bool more() const { return more_; }
  [[nodiscard]] bool continued() const { return chain_.continued(); }

  /// Begins anew with the first page.
  void restart() {
    chain_ = PageChain(method_.name);
    more_ = true;
  }

 private:
  ApiCaller& api_;
  PagedMethod<Item> method_;
  PageChain chain_;
  bool more_ = true;
};

/// Who takes the pages of a list.
template <typename Item>
struct PageTaker {
  /// `more`: another page follows. Answers whether it is wanted.
  std::function<bool(std::vector<Item> page, bool more)> take;
  /// The list begins anew: drops what the former pages brought.
  std::function<void()> forget;
};

/// Reads a list to its end, or as far as its pages are wanted. When its page tokens die on the way, it is
/// read once more from the beginning. Errors: as `PagedList::next`.
template <typename Item>
[[nodiscard]] boost::asio::awaitable<std::optional<Unreadable>> read_list(ApiCaller& api,
                                                                          PagedMethod<Item> method,
                                                                          PageTaker<Item> taker) {
  PagedList<Item> list(api, std::move(method));
  bool restarted = false;
  while (list.more()) {
    std::vector<Item> items;
    bool expired = false;
    try {
      const auto unreadable = co_await list.next(items);
      if (unreadable) co_return unreadable;
    } catch (const InvalidRequest&) {
      if (!list.continued() || restarted) throw;
      expired = true;
    }
    if (expired) {
      restarted = true;
      list.restart();
      taker.forget();
    } else if (!taker.take(std::move(items), list.more())) {
      break;
    }
  }
  co_return std::nullopt;
}

}  // namespace gup::google
