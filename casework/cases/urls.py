from django.urls import path

from casework.cases.views import case, complaints, contents, lists, register, steps, upkeep

app_name = "cases"
urlpatterns = [
    path("", register.cases, name="cases"),
    path("<str:number>/", case.case, name="case"),
    path("<str:number>/steps/<slug:name>/", steps.step, name="step"),
    path("<str:number>/proposals/<slug:name>/", steps.proposal, name="proposal"),
    path("<str:number>/countersignature/", steps.countersignature, name="countersignature"),
    path("<str:number>/returned-proposal/", steps.returned_proposal, name="returned_proposal"),
    path("<str:number>/complaint/", complaints.complaint, name="complaint"),
    path("<str:number>/waiting-list/", lists.waiting, name="waiting"),
    path("<str:number>/waiting-list/leaving/", lists.leaving, name="leaving"),
    path("<str:number>/papers/", contents.papers, name="papers"),
    path("<str:number>/papers/<int:pk>/", contents.paper, name="paper"),
    path("<str:number>/papers/<int:pk>/withdrawal/", contents.withdrawn_paper, name="withdrawn_paper"),
    path("<str:number>/members/", contents.new_member, name="new_member"),
    path("<str:number>/members/<int:pk>/counting/", contents.counting, name="counting"),
    path("<str:number>/notes/", upkeep.notes, name="notes"),
    path("<str:number>/pause/", upkeep.pause, name="pause"),
    path("<str:number>/resumption/", upkeep.resumption, name="resumption"),
    path("<str:number>/holder/", upkeep.holding, name="holding"),
    path("<str:number>/hand-over/", upkeep.hand_over, name="hand_over"),
    path("<str:number>/assignment/", upkeep.assignment, name="assignment"),
]
