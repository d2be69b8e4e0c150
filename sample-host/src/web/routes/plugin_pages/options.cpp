#include "web/routes/plugin_pages/options.hpp"

#include "host_sdk/page_rules/walk.hpp"
#include "host_sdk/text.hpp"
#include "web/blocks/fields/options.hpp"
#include "web/routes/host_forms.hpp"
#include "web/routes/plugin_pages/again.hpp"
#include "web/routes/plugin_pages/settings.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

constexpr std::size_t kLongestQuery = 200;

Values other_fields(const Request& request) {
  constexpr std::string_view kPrefix = "values.";
  Values values;
  for (const auto& [name, value] : request.query.items())
    if (name.starts_with(kPrefix)) values.emplace(name.substr(kPrefix.size()), value);
  return values;
}

std::string problem_of(const OptionsReply& reply) {
  return sentence_with_reference(
      reply.sentence.empty() ? tr("The options could not be loaded.") : reply.sentence, reply.reference);
}

/// The values of the form, without its secrets.
Values without_secrets(const Posted& posted, Page& page) {
  Values values = posted.input.values;
  walk_page(page,
            [&values](Block& block) {
              const auto* input = std::get_if<Input>(&block.kind);
              if (input != nullptr && input->type == InputType::secret) values.erase(block.id);
            },
            {});
  return values;
}

}  // namespace

namespace {

/// A live update may have taken the picker from the page while it asked; that is nothing to report.
Response no_such_picker(const Request& request) {
  return request.header("hx-request") == "true" ? Response{204, {}, {}}
                                                : plain_response(404, "There is no such picker.\n");
}

/// How many selected options are summed up while someone chooses.
constexpr std::size_t kMostSummedUp = 200;

/// The line that sums the chosen options up; empty if there is none.
Response show_selection(Services& services, const Visit& visit, const Request& request,
                        const SettingsPlace& place, const std::string& picker) {
  OptionsRequest wanted;
  wanted.picker = picker;
  wanted.ids = host_sdk::split(request.query.first("ids"), ',');
  wanted.values = other_fields(request);
  Html html;
  if (wanted.ids.size() <= kMostSummedUp) {
    const OptionsReply reply = services.runtime.plugins().pages.options(
        place.slug, visit.company.id, visit.viewer, wanted, view_of(request, place));
    if (reply.gate == Gate::unknown) return no_such_picker(request);
    if (reply.gate == Gate::forbidden) return plain_response(403, "This page is for administrators.\n");
    if (reply.gate == Gate::open) html.text(reply.answer.note);
  }
  return fragment_response(std::move(html).str());
}

}  // namespace

Response show_options(Services& services, const Visit& visit, const Request& request,
                      const SettingsPlace& place, const std::string& picker) {
  if (!request.query.first("ids").empty()) return show_selection(services, visit, request, place, picker);
  OptionsView view;
  view.page_address = settings_address(place);
  view.picker = picker;
  view.shape = request.query.first("shape") == "tree" ? PickerShape::tree : PickerShape::list;
  view.multiple = request.query.first("multiple") != "no";
  view.query = request.query.first("_search").substr(0, kLongestQuery);
  view.parent = request.query.first("parent");
  view.cursor = request.query.first("cursor");

  OptionsRequest wanted;
  wanted.picker = picker;
  wanted.query = view.query;
  wanted.parent = view.parent;
  wanted.cursor = view.cursor;
  wanted.values = other_fields(request);
  PageGateway& pages = services.runtime.plugins().pages;
  const PageView shown = view_of(request, place);
  const OptionsReply reply = pages.options(place.slug, visit.company.id, visit.viewer, wanted, shown);
  if (reply.gate == Gate::unknown) return no_such_picker(request);
  if (reply.gate == Gate::forbidden) return plain_response(403, "This page is for administrators.\n");

  Html html;
  if (reply.gate != Gate::open) {
    // 200, because the browser shows it in place of the options, with a Retry button.
    draw_options_error(html, view, problem_of(reply));
    return fragment_response(std::move(html).str());
  }
  const bool single_root = view.shape == PickerShape::tree && view.query.empty() && view.parent.empty() &&
                           view.cursor.empty() && reply.answer.options.size() == 1 &&
                           reply.answer.options.front().children;
  if (single_root) {
    wanted.parent = reply.answer.options.front().id;
    const OptionsReply below = pages.options(place.slug, visit.company.id, visit.viewer, wanted, shown);
    draw_options(html, view, reply.answer, below.gate == Gate::open ? &below.answer : nullptr);
  } else {
    draw_options(html, view, reply.answer);
  }
  return fragment_response(std::move(html).str());
}

Response show_plain_options(Services& services, const Visit& visit, const Request& request,
                            const SettingsPlace& place, const std::string& picker) {
  const Fields fields(request.body);
  const Posted posted = read_form(services, visit, request, place);
  PageReply page = posted.fresh_page();
  if (page.gate != Gate::open)
    return gate_response(services, visit, page.gate, page.sentence, page.reference, posted.address());
  OpenPicker open;
  open.query = fields.first("_search." + picker).substr(0, kLongestQuery);
  OptionsRequest wanted;
  wanted.picker = picker;
  wanted.cursor = fields.first("_cursor");
  wanted.parent = fields.first(wanted.cursor.empty() ? "_open" : "_below." + picker);
  // A search is over the whole tree.
  if (wanted.parent.empty()) wanted.query = open.query;
  wanted.values = without_secrets(posted, page.page);
  open.parent = wanted.parent;
  PageGateway& pages = services.runtime.plugins().pages;
  const PageView& shown = posted.input.view;
  OptionsReply reply = pages.options(place.slug, visit.company.id, visit.viewer, wanted, shown);
  if (reply.gate == Gate::unknown)
    return message_response(services, visit, 404, tr("Page not found"),
                            tr("There is no such field. Nothing was changed."));
  if (reply.gate != Gate::open) open.problem = problem_of(reply);
  auto& options = reply.answer.options;
  // A single root is opened at once.
  if (options.size() == 1 && options.front().children && wanted.query.empty() && wanted.cursor.empty()) {
    wanted.parent = open.parent = options.front().id;
    OptionsReply below = pages.options(place.slug, visit.company.id, visit.viewer, wanted, shown);
    if (below.gate == Gate::open) {
      options.insert(options.end(), below.answer.options.begin(), below.answer.options.end());
      reply.answer.next = below.answer.next;
    }
  }
  open.answer = std::move(reply.answer);
  return draw_again(posted, {200, {}, {}, {{picker, std::move(open)}}});
}

}  // namespace sample_host::web
