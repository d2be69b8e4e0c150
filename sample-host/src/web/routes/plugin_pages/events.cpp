#include "web/routes/plugin_pages/events.hpp"

#include <atomic>
#include <sstream>

#include "services/page_event_hub.hpp"
#include "web/routes/plugin_pages/settings.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// Splits a text into the `data:` lines of a server-sent event.
std::string as_event(const std::string& html) {
  std::string event;
  std::istringstream lines(html);
  for (std::string line; std::getline(lines, line);) event += "data: " + line + "\n";
  return event + "\n";
}

bool has_progress(const std::vector<Block>& blocks) {
  for (const Block& block : blocks) {
    if (std::holds_alternative<ProgressBar>(block.kind)) return true;
    const auto* section = std::get_if<Section>(&block.kind);
    if (section != nullptr && has_progress(section->blocks)) return true;
  }
  return false;
}

class PageStream final : public EventStream {
 public:
  PageStream(Services& services, Request request, std::string company, SettingsPlace place,
             std::shared_ptr<void> count)
      : services_(services),
        request_(std::move(request)),
        company_(std::move(company)),
        place_(std::move(place)),
        count_(std::move(count)) {}

  void listen(std::function<void()> wake) override {
    subscription_ = services_.runtime.plugins().page_events.subscribe(company_, place_.slug,
                                                                      [this, wake = std::move(wake)] {
                                                                        news_ = true;
                                                                        wake();
                                                                      });
  }

  std::optional<std::string> next() override {
    // Checked each time, so that signing out ends the stream.
    const auto visit = find_visit(services_, request_);
    if (!visit) return {};
    const host_sdk::LanguageScope language(visit->language);
    if (!news_.exchange(false) && !live_) return std::string{};
    const auto view = view_of(request_, place_);
    const PageReply reply =
        services_.runtime.plugins().pages.page(place_.slug, visit->company.id, visit->viewer, view);
    if (reply.gate == Gate::unknown || reply.gate == Gate::forbidden) return {};
    // A page that fails temporarily stays as it is until the next update.
    if (reply.gate != Gate::open) return std::string{};
    live_ = reply.page.live;
    progress_ = has_progress(reply.page.blocks);

    Drawing drawing = drawing_of(services_, *visit, place_, view);
    PageParts parts = draw_settings(services_, place_.slug, drawing, reply.page);
    Html changes;
    if (drawn_)
      changes = draw_changes(drawing, *drawn_, parts);
    else if (fingerprint(parts) != request_.query.first("_seen"))
      changes = draw_whole(drawing, parts);
    drawn_ = std::move(parts);
    return changes.empty() ? std::string{} : as_event(changes.str());
  }

  milliseconds patience() const override {
    if (progress_) return seconds{1};
    return live_ ? seconds{5} : seconds{15};
  }

 private:
  Services& services_;
  Request request_;
  std::string company_;
  SettingsPlace place_;
  /// Counts this stream among those of its session.
  std::shared_ptr<void> count_;
  std::optional<PageParts> drawn_;
  // Initially true, because the page may have changed since it was drawn.
  std::atomic<bool> news_{true};
  bool live_ = false;
  bool progress_ = false;
  // Destroyed first, so that the listener is not called on a destroyed object.
  PageEventHub::Subscription subscription_;
};

}  // namespace

std::unique_ptr<EventStream> open_events(Services& services, const Visit& visit, const Request& request,
                                         const SettingsPlace& place, Response& response) {
  auto count = services.streams.open(visit.viewer.session_hash);
  if (!count) {
    response = plain_response(429, "Too many pages of this session are updated live. Close some of them.\n");
    response.header("Retry-After", "60");
    return nullptr;
  }
  const PageReply reply = services.runtime.plugins().pages.page(place.slug, visit.company.id, visit.viewer,
                                                                view_of(request, place));
  if (reply.gate != Gate::unknown && reply.gate != Gate::forbidden)
    return std::make_unique<PageStream>(services, request, visit.company.id, place, std::move(count));
  response =
      plain_response(reply.gate == Gate::forbidden ? 403 : 404, "You have no access to such a page.\n");
  return nullptr;
}

}  // namespace sample_host::web
