// The build signature: what must be equal in a host and a plugin so that values can cross between them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include <version>

#include "host_sdk/entry.hpp"
#include "host_sdk/layout/describe.hpp"
#include "host_sdk/layout/names.hpp"
#include "host_sdk/plugin_root.hpp"

// The standard library, its ABI and its debug mode decide the layout of `std::string` and similar types.
#if defined(_LIBCPP_VERSION)
#define HOST_SDK_STDLIB "libc++"
#define HOST_SDK_STDLIB_ABI "v1"
#elif defined(_GLIBCXX_USE_CXX11_ABI) && _GLIBCXX_USE_CXX11_ABI
#define HOST_SDK_STDLIB "libstdc++"
#define HOST_SDK_STDLIB_ABI "cxx11"
#else
#define HOST_SDK_STDLIB "libstdc++"
#define HOST_SDK_STDLIB_ABI "gcc4"
#endif
#if defined(_GLIBCXX_DEBUG) || defined(_LIBCPP_DEBUG)
#define HOST_SDK_STDLIB_DEBUG "on"
#else
#define HOST_SDK_STDLIB_DEBUG "off"
#endif
#if defined(__SIZEOF_POINTER__) && __SIZEOF_POINTER__ == 8
#define HOST_SDK_POINTER "64"
#else
#define HOST_SDK_POINTER "32"
#endif

namespace host_sdk {
namespace layout {

// Every type whose values cross the boundary, and every interface with its virtual functions, in the order of
// the headers. Add a new struct, enum or interface of the headers here, to the group of the hook that needs
// it. Those of services and hooks with an id are in layout/types_with_ids.hpp: the id stands for them, so
// they are not part of the signature. A test compares both lists with the headers.
//
// A plugin is loaded by a host of the same or a newer minor version if the groups that it uses are equal:
// `BaseTypes`, and those of the hooks that its manifest names. docs/decisions/0005-what-may-grow.md says what
// may change.

/// What every plugin uses: the root object, the services and what they pass.
using BaseTypes = TypeList<
    std::string, std::string_view, std::vector<std::string>, std::map<std::string, std::string>,
    std::map<std::string, std::vector<std::string>>, std::optional<bool>, std::optional<std::int64_t>,
    std::optional<std::string>, Timestamp, std::optional<Timestamp>, Company, Actor, NamedCount, Progress,
    ResultCode, Result, IdKind, JobStatus, ScheduleRule, ScheduleState, LogLevel, MetricKind,
    MetricDefinition, MetricSample, page::Tone, NoticeMail, Notice,
    Interface<&Plugin::start, &Plugin::stop, &Plugin::settings_pages, &Plugin::scheduled_tasks,
              &Plugin::user_providers, &Plugin::metric_sources, &Plugin::find_hook>,
    Interface<&TaskMonitor::report, &TaskMonitor::cancel_requested, &TaskMonitor::wait>,
    Interface<&HostServices::logger, &HostServices::clock, &HostServices::secrets, &HostServices::database,
              &HostServices::ids, &HostServices::companies, &HostServices::jobs, &HostServices::schedule,
              &HostServices::page_events, &HostServices::audit_trail, &HostServices::notices,
              &HostServices::metrics, &HostServices::callback_url, &HostServices::find_service>,
    Interface<&AuditTrail::record>, Interface<&Clock::now, &Clock::steady_now>,
    Interface<&Companies::all, &Companies::find>, Interface<&Database::backend, &Database::connection_string>,
    Interface<&Ids::reserve>, Interface<&JobWork::run>, Interface<&Jobs::start, &Jobs::status, &Jobs::cancel>,
    Interface<&Logger::write>, Interface<&Metrics::define, &Metrics::add, &Metrics::set, &Metrics::observe>,
    Interface<&MetricSource::collect>, Interface<&Notices::show, &Notices::clear>,
    Interface<&PageEvents::page_changed>,
    Interface<&Schedule::next, &Schedule::default_period, &Schedule::read, &Schedule::knows_zone,
              &Schedule::set_rule, &Schedule::pause, &Schedule::resume>,
    Interface<&SecretStore::put, &SecretStore::get, &SecretStore::erase>>;

/// What plugins with the hook `settings_page` use.
using PageTypes =
    TypeList<PageIdentity, page::TimeValue, page::NumberValue, page::BadgeValue, page::LinkValue,
             page::UserValue, page::PageAddress, page::PageLink, page::Value, page::ActionStyle,
             page::TypedConfirmation, page::Confirm, page::Action, page::Section, page::Text, page::Notice,
             page::Empty, page::Fact, page::FactStyle, page::Facts, page::Step, page::Steps, page::FilterChip,
             page::FilterChips, page::ProgressBar, page::Align, page::SortOrder, page::Column, page::Row,
             page::Table, page::Form, page::ChoiceStyle, page::ChoiceOption, page::Choice, page::PickerShape,
             page::PickerSelect, page::SelectedOption, page::Picker, page::InputType, page::Input,
             page::Number, page::Toggle, page::Actions, page::BlockKind, page::Block, page::Status, page::Tab,
             page::UnavailableAction, page::Invitation, page::Page, page::PageRequest, page::CallbackAddress,
             page::ActionRequest, page::Toast, page::File, page::Outcome, page::Refusal, page::ActionAnswer,
             page::OptionsRequest, page::Option, page::OptionsAnswer, page::CallbackRequest,
             Interface<&SettingsPage::identity, &SettingsPage::page, &SettingsPage::act,
                       &SettingsPage::options, &SettingsPage::callback>>;

/// What plugins with the hook `scheduled_task` use.
using TaskTypes = TypeList<Interface<&ScheduledTask::task_id, &ScheduledTask::title,
                                     &ScheduledTask::default_period, &ScheduledTask::run>>;

/// What plugins with the hook `user_provider` use.
using UserTypes =
    TypeList<SyncMode, SyncIncident, SyncChange, SyncReport, SyncOutcome, Inclusion, ExplainedField,
             ExplainedChange, Explanation, PersonOutcome, PersonRequest,
             Interface<&UserProvider::provider_id, &UserProvider::display_name, &UserProvider::synchronize,
                       &UserProvider::remove_all, &UserProvider::explain, &UserProvider::synchronize_person,
                       &UserProvider::exclude_person>>;

/// Text that is put together at compile time.
struct SignatureText {
  FixedText<kSignatureBytes> text;
  std::size_t length = 0;

  constexpr void add(std::string_view part) {
    for (const char c : part) text.bytes.at(length++) = c;
  }
  constexpr void add_group(std::string_view name, std::uint64_t fingerprint) {
    add(" ");
    add(name);
    add("=");
    for (int shift = 60; shift >= 0; shift -= 4)
      text.bytes.at(length++) = "0123456789abcdef"[fingerprint >> shift & 15U];
  }
};

/// The names of the groups `base` and `scheduled_task`.
inline constexpr std::uint64_t kFrozenNames = [] {
  Hash hash;
  hash.add(names_fingerprint(BaseTypes{}));
  hash.add(names_fingerprint(TaskTypes{}));
  return hash.value;
}();

[[nodiscard]] consteval FixedText<kSignatureBytes> build_signature() {
  SignatureText signature;
  signature.add("stdlib=" HOST_SDK_STDLIB " abi=" HOST_SDK_STDLIB_ABI " debug=" HOST_SDK_STDLIB_DEBUG
                " pointer=" HOST_SDK_POINTER);
  // The groups `base` and `scheduled_task` are what they were in 1.6, so their names are a part of their own.
  signature.add_group("base", fingerprint(BaseTypes{}));
  signature.add_group("settings_page", whole_fingerprint(PageTypes{}));
  signature.add_group("scheduled_task", fingerprint(TaskTypes{}));
  signature.add_group("user_provider", whole_fingerprint(UserTypes{}));
  signature.add_group("names", kFrozenNames);
  return signature.text;
}

}  // namespace layout

/// "stdlib=libstdc++ abi=cxx11 debug=off pointer=64 base=… settings_page=… scheduled_task=… user_provider=…
/// names=…", each group with the fingerprint of its types in 16 hexadecimal digits. The loader compares the
/// first four parts, `base`, `names`, and the groups of the hooks that the plugin's manifest names. Plugins
/// of SDK 1.8 and before have no part `names`.
inline constexpr FixedText<kSignatureBytes> kBuildSignature = layout::build_signature();

}  // namespace host_sdk
