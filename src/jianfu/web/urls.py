"""Every address there is. Each view says itself which right it needs (``guard.needs``)."""

from django.urls import path, re_path
from django.views.generic.base import RedirectView

from jianfu.web.api.app import PREFIX, api
from jianfu.web.guard import public
from jianfu.web.pages.account import view as account
from jianfu.web.pages.audits import view as audits
from jianfu.web.pages.burden import view as burden
from jianfu.web.pages.cases import view as cases
from jianfu.web.pages.county import view as county
from jianfu.web.pages.findings import view as findings
from jianfu.web.pages.imports import view as imports
from jianfu.web.pages.jobs import view as jobs
from jianfu.web.pages.log import view as log
from jianfu.web.pages.login import view as login
from jianfu.web.pages.method import view as method
from jianfu.web.pages.plans import proposals
from jianfu.web.pages.plans import view as plans
from jianfu.web.pages.provider import view as provider
from jianfu.web.pages.registry import view as registry
from jianfu.web.pages.second_factor import view as second_factor
from jianfu.web.pages.tokens import view as tokens
from jianfu.web.pages.users import view as users

handler400 = "jianfu.web.pages.errors.view.refused"
handler404 = "jianfu.web.pages.errors.view.missing"
handler500 = "jianfu.web.pages.errors.view.broken"

urlpatterns = [
    path("", public("GET")(RedirectView.as_view(pattern_name="county")), name="home"),
    path("login", login.sign_in, name="login"),
    path("login/code", second_factor.asked, name="code"),
    path("login/provider", provider.there, name="oidc"),
    path("login/provider/back", provider.back, name="oidc-back"),
    path("login/provider/end", provider.end, name="oidc-end"),
    path("login/demo", login.demo_sign_in, name="demo"),
    path("logout", login.sign_out, name="logout"),
    path("speak", login.speak, name="speak"),
    path("account", account.account, name="account"),
    path("account/second-factor", second_factor.own, name="second-factor"),
    path("county", county.county, name="county"),
    path("method", method.method, name="method"),
    path("mine", burden.mine, name="mine"),
    path("bills", burden.bills, name="bills"),
    path("notices", burden.notices, name="notices"),
    re_path(r"^groups/(?P<key>.+)$", burden.group, name="group"),
    path("registry/<slug:kind>", registry.listed, name="registry"),
    path("registry/<slug:kind>.csv", registry.export, name="export"),
    re_path(r"^registry/(?P<kind>[a-z_]+)/(?P<key>.+)$", registry.entry, name="entry"),
    path("imports", imports.imports, name="imports"),
    path("imports/<int:number>", imports.one, name="import"),
    path("audits", audits.audits, name="audits"),
    path("audits/compared", audits.compared, name="compared"),
    path("audits/<int:number>", audits.one, name="audit"),
    path("findings", findings.listed, name="findings"),
    path("findings/<slug:finding_id>", findings.one, name="finding"),
    path("cases", cases.listed, name="cases"),
    path("plans", plans.listed, name="plans"),
    path("plans/compared", plans.compared, name="plans-compared"),
    path("plans/<int:number>", plans.one, name="plan"),
    path("plans/<int:number>/proposals", proposals.listed, name="proposals"),
    path("plans/<int:number>/proposals/<int:proposal>", proposals.one, name="proposal"),
    path("plans/<int:number>/orders/<int:place>/<slug:form>", plans.order, name="order"),
    path("jobs/<uuid:number>", jobs.one, name="job"),
    path("log", log.entries, name="log"),
    path("users", users.users, name="users"),
    path("tokens", tokens.listed, name="tokens"),
    path(PREFIX, api.urls),
]
